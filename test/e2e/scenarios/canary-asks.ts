import { canary } from '../harness/canary.ts';
import { act } from '../harness/log.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect } from '../harness/until.ts';
import { GOOD, QUIET, SILENT } from '../plane/exporter.ts';

export const canaryAsks: Scenario = {
  name: 'canary-asks',
  shows:
    'Without data, or with too little traffic to judge, a canary neither goes on nor back: it pauses, and a person decides',
  lane: 'canaries',
  sabotage: {
    what: 'no data is taken for good data',
    file: /pern\/staging\/analysis\/AnalysisTemplate-success-rate\.yaml$/,
    find: /successCondition: len\(result\) > 0 && !isNaN\(result\[0\]\) && /g,
    replace: 'successCondition: len(result) == 0 || isNaN(result[0]) || ',
  },
  async run(world) {
    const { exporter } = world;
    const backend = await canary(world, 'pern', 'staging', 'backend');
    const [first = 0] = backend.steps;

    act('nobody asks the new version');
    exporter.behaveAs(backend.namespace, backend.service, SILENT);
    const { hash: silent, revert } = await backend.release('4');
    await backend.until(
      ({ phase, weight, app }) =>
        phase === 'Paused' &&
        weight === first &&
        app.startsWith('Synced/Suspended') &&
        backend.phases(silent) === 'Inconclusive',
    );
    await backend.atRest();
    act('the person finds no reason to trust it');
    await backend.act('abort');
    await backend.until(({ phase, weight }) => phase === 'Degraded' && weight === 0);
    await revert();
    await backend.promoted();

    act('one request in twenty seconds, and all are answered well');
    exporter.behaveAs(backend.namespace, backend.service, QUIET);
    const { hash: quiet } = await backend.release('5');
    await backend.until(({ phase }) => phase === 'Paused' && backend.phases(quiet) === 'Inconclusive');
    await backend.atRest();
    const metrics = backend.runs(quiet)[0]?.status?.metricResults ?? [];
    const asked = metrics.filter(({ phase }) => phase === 'Inconclusive').map(({ name }) => name);
    expect('metrics that were inconclusive', asked, ['success-rate-traffic']);
    act('the person sees to it that traffic comes, and has it measured again');
    exporter.behaveAs(backend.namespace, backend.service, GOOD);
    await backend.act('resume');
    await backend.promoted();
    expect('AnalysisRuns', backend.phases(quiet), `Inconclusive${' Successful'.repeat(backend.steps.length)}`);
  },
};
