import colors from 'picocolors';

const start = Date.now();

/** Seconds since the start, as every line has them: `  12.3`. */
const clock = (): string => ((Date.now() - start) / 1000).toFixed(1).padStart(6);

/** One line with the time. */
export function log(text: string): void {
  console.log(`${colors.dim(clock())} ${text}`);
}

/** A line about something that changed. */
export const change = (what: string, text: string): void => {
  log(`  ${colors.cyan(what)} ${text}`);
};

/** What a person or a commit does. */
export const act = (text: string): void => {
  log(`  ${colors.yellow('>')} ${text}`);
};
