import { fleet } from '../../environments/index.ts';
import { run } from './harness/run.ts';

const { ONLY = '', KEEP = '', SABOTAGE = '', PLATFORMS = '', RESULTS = 'test/e2e/results' } = process.env;
const list = (text: string): string[] => text.split(',').filter(Boolean);
const all = fleet.platforms.map(({ name }) => name);

process.exitCode = await run(process.argv[2] ?? 'all', {
  only: list(ONLY),
  platforms: PLATFORMS === '' ? all : list(PLATFORMS),
  keep: KEEP !== '',
  sabotage: SABOTAGE !== '',
  results: RESULTS,
});
