// `node lib/cli/run.mjs ENTRY.ts [ARGUMENT…]` runs a TypeScript file of this repository, in the repository's folder,
// with the arguments where a script expects them: process.argv.slice(2).
import { nodeIsNewEnough } from './node-version.mjs';

if (nodeIsNewEnough()) import('./launcher.mjs').then((launcher) => launcher.runScript(process.argv[2]));
