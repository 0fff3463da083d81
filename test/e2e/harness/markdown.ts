const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A table; prettier lines it up. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A list. */
export const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

/**
 * Puts each text between `<!-- begin NAME -->` and `<!-- end NAME -->` of a page. What people wrote around stays.
 * @throws Error when the page has no such place: it would be lost in silence
 */
export function fill(page: string, parts: ReadonlyMap<string, string>): string {
  let filled = page;
  for (const [name, text] of parts) {
    const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
    const [from, to] = [filled.indexOf(begin), filled.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`the page has no place for ${name}: ${begin} … ${end}`);
    filled = `${filled.slice(0, from + begin.length)}\n\n${text}\n\n${filled.slice(to)}`;
  }
  return filled;
}
