/** Something that was measured, for `docs/proof.md`. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** `s`, `MiB`, or nothing for a count. */
  readonly unit: string;
}

/** A number as people read it: `1,000`, `12.3`. */
export const readable = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: value < 100 ? 1 : 0 });
