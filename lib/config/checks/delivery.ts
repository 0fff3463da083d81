import type { PlatformSubject } from './subject.ts';

/** How Applications come to be: in words that we know, and possible for what the platform has. */
export function checkDelivery({ platform, report }: PlatformSubject): void {
  const { delivery } = platform;
  if (delivery === undefined) return;
  if (!report.word('delivery.kind', delivery.kind, ['explicit', 'git', 'matrix'])) return;
  if (delivery.kind === 'explicit') return;
  if (delivery.strategy !== undefined)
    report.word('delivery.strategy', delivery.strategy, ['AllAtOnce', 'RollingSync']);
  for (const chart of Object.keys(platform.charts ?? {}))
    report.add(`charts.${chart}`, {
      code: 'delivery/chart',
      message: `must not be in a platform that an ApplicationSet delivers: a chart has no folder in git`,
      fix: "deliver the platform by kind 'explicit'",
    });
}
