export const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });
