import { canary } from '../harness/canary.ts';
import { act } from '../harness/log.ts';
import type { Block } from '../harness/repository.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect, until } from '../harness/until.ts';
import { BAD } from '../plane/exporter.ts';

const SERVICE = 'reservation-api';
const TUNING = 'traffic-tacos/staging/tuning.yaml';

export const blueGreen: Scenario = {
  name: 'blue-green',
  shows:
    'Blue-green: the preview Service selects the new version while its gates are measured, then all traffic switches; a failed gate switches nothing',
  lane: 'blue-green',
  sabotage: {
    what: 'a version that fails half of its requests is no reason to stop',
    file: /traffic-tacos\/staging\/analysis\/AnalysisTemplate-success-rate\.yaml$/,
    find: 'result[0] < 0.95',
    replace: 'result[0] < 0.5',
  },
  async run(world) {
    const { repository, exporter } = world;
    const service = await canary(world, 'traffic-tacos', 'staging', SERVICE);
    const preview = (): string | undefined => service.selectedBy(`${SERVICE}-preview`);
    const tuned = (change: (block: Block) => void) => () => {
      repository.edit(TUNING, (tuning) => {
        change((tuning['services'] as Record<string, Block>)[SERVICE] ?? {});
      });
    };
    await repository.commit(
      `${SERVICE}: blue-green instead of a rolling update`,
      tuned((block) => {
        block['blueGreen'] = { gates: ['success-rate'], gatesAfter: ['success-rate'], keepOld: '30s' };
      }),
    );
    await until('the preview Service selects', preview, (hash) => hash !== undefined);
    await service.promoted();

    const old = service.see().stable;
    const { hash: good } = await service.release('6');
    await service.until(
      () => preview() === good && service.see().selected === old && service.phases(good) === 'Running',
    );
    await service.promoted();
    expect('AnalysisRuns, before and after the switch', service.phases(good), 'Successful Successful');
    expect('the active Service selects', service.see().selected, good);

    const { hash: bad, revert } = await service.release('7');
    act('the new version answers 40 % of its requests with 503');
    exporter.behave(bad, BAD);
    await service.until(({ phase, app }) => phase === 'Degraded' && app.startsWith('Synced/Degraded'));
    expect('AnalysisRuns of the bad version', service.phases(bad), 'Failed');
    expect('the active Service still selects', service.see().selected, good);
    await revert();
    await service.promoted();

    await repository.commit(
      `${SERVICE}: a rolling update again`,
      tuned((block) => {
        delete block['blueGreen'];
      }),
    );
    await until(
      'the preview Service',
      () => preview() ?? 'is gone',
      (seen) => seen === 'is gone',
    );
    await service.promoted();
  },
};
