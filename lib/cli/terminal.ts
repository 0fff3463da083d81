import pc from 'picocolors';

/** Functions that colour a text, or leave it alone. */
export type Colors = ReturnType<typeof pc.createColors>;

/** Where the command prints: data to stdout, all else to stderr. */
export interface Terminal {
  readonly out: Printer;
  readonly err: Printer;
}

export interface Printer {
  /** Prints text as it is; it brings its own newlines. */
  readonly print: (text: string) => void;
  readonly colors: Colors;
}

/** Whether a stream gets colours: never where they are refused, always where they are demanded, otherwise on a terminal. */
export function wantsColors(
  stream: { readonly isTTY?: boolean },
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): boolean {
  if (args.includes('--no-color') || env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced) return forced !== '0' && forced !== 'false';
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

/** The process's own streams. A reader that goes away (`| head`) ends the printing, not the command. */
export function openTerminal(args: readonly string[]): Terminal {
  return { out: printer(process.stdout, args), err: printer(process.stderr, args) };
}

function printer(stream: NodeJS.WriteStream, args: readonly string[]): Printer {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    print: (text) => {
      if (text !== '' && stream.writable) stream.write(text);
    },
    colors: pc.createColors(wantsColors(stream, args, process.env)),
  };
}
