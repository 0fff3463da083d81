/** Edits (insert, delete, replace, swap of neighbours) that turn `a` into `b`. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/**
 * The name that `typed` was most likely meant to be, or undefined when none is near.
 * @param limit edits that it may be away. @default - one of three characters
 */
export function nearest(
  typed: string,
  names: Iterable<string>,
  limit = Math.max(1, Math.floor(Math.min(typed.length, 60) / 3)),
): string | undefined {
  let best: { name: string; cost: number } | undefined;
  for (const name of names) {
    if (Math.abs(name.length - typed.length) > limit) continue;
    const cost = distance(typed.toLowerCase(), name.toLowerCase());
    if (cost <= limit && (best === undefined || cost < best.cost)) best = { name, cost };
  }
  return best?.name;
}

/** `did you mean backend?`, or the names that exist, or nothing when there are none. */
export function suggestion(typed: string, names: Iterable<string>): string | undefined {
  const all = [...names];
  const near = nearest(typed, all);
  if (near !== undefined) return `did you mean ${near}?`;
  if (all.length === 0) return undefined;
  const shown = all.slice(0, 12).join(', ');
  return `known: ${shown}${all.length > 12 ? `, and ${String(all.length - 12)} more` : ''}`;
}
