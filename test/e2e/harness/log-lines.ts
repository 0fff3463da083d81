/** A line of a log, and what it is worth to somebody who looks for a cause. */
export interface Judged {
  readonly component: string;
  readonly line: string;
  /** 3: warns, and names an object concerned; 2: names one; 1: warns. */
  readonly worth: number;
}

// klog, JSON of zap and logrus, logfmt, slog, and a Go program that dies.
const WARNING = /^[WEF]\d{4} |"level":"(?:warn|error|fatal|panic)|\blevel=(?:warn|error|fatal|panic)|^panic: /i;

// Said at every start, and harmless: etcd's clients connect twice; no notification triggers are configured here.
const HARMLESS = /addrConn\.createTransport failed|is not configured using the configuration in namespace/;

/** Whether a component says that something is wrong. */
export const isWarning = (line: string): boolean => WARNING.test(line) && !HARMLESS.test(line);

/** Whether a line has one of these names as a whole word: `pern` is not in `pern-production`. */
export function namesAny(line: string, names: readonly string[]): boolean {
  return names.some((name) => {
    for (let at = line.indexOf(name); at >= 0; at = line.indexOf(name, at + 1))
      if (!isPartOfName(line[at - 1]) && !isPartOfName(line[at + name.length])) return true;
    return false;
  });
}

const isPartOfName = (character: string | undefined): boolean => character !== undefined && /[\w-]/.test(character);

/** The lines of a component that warn or name one of the objects concerned, in their order. */
export const relevant = (component: string, lines: readonly string[], names: readonly string[]): readonly Judged[] =>
  lines
    .map((line) => ({ component, line, worth: (namesAny(line, names) ? 2 : 0) + (isWarning(line) ? 1 : 0) }))
    .filter(({ worth }) => worth > 0);

/** The best of them, the newer first where they are worth the same; at most `each` of a component. */
export function best(judged: readonly Judged[], count: number, each: number): readonly Judged[] {
  const taken = new Map<string, number>();
  const sorted = judged.toReversed().sort((a, b) => b.worth - a.worth);
  const chosen = sorted.filter(({ component }) => {
    const nth = (taken.get(component) ?? 0) + 1;
    taken.set(component, nth);
    return nth <= each;
  });
  const kept = new Set(chosen.slice(0, count));
  return judged.filter((one) => kept.has(one));
}

const SAID = ['application', 'resource', 'rollout', 'analysisrun', 'error', 'err'];

/** A line of JSON in the words that matter; any other one as it is. */
export function condensed(line: string): string {
  let fields: Record<string, unknown>;
  try {
    fields = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return line;
  }
  const text = (name: string): string => {
    const value = fields[name] ?? '';
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  const said = SAID.filter((name) => name in fields).map((name) => `${name}=${text(name)}`);
  return [text('time') || text('ts'), text('level'), text('msg'), ...said].filter(Boolean).join(' ');
}
