import { ServiceRollout } from '../../lib/constructs/service-rollout.ts';
import { Strategy } from '../../lib/model/strategy.ts';
import { CANARY, environment, PLAIN, PUBLIC, refusal, service, worker } from './workload-fixture.ts';

const HPA = { min: 2, max: 8, targetCpuPercent: 70 };

describe('refuses what can never be right', () => {
  const requests = { cpu: '500m', memory: '256Mi' };
  const named = (name: string) => new ServiceRollout(environment().addPart('web'), name, PLAIN);
  it.each([
    ['name/too-long', () => named('a'.repeat(47))],
    ['name/not-a-dns-label', () => named('Web')],
    ['port/invalid', () => service({ port: 0 })],
    ['port/invalid', () => service({ port: 65536 })],
    ['port/invalid', () => service({ metrics: { port: 80.5 } })],
    ['port/invalid', () => service({ calls: [{ name: 'db', port: -1 }] })],
    ['replicas/invalid', () => service({ replicas: { count: 1.5 } })],
    ['replicas/invalid', () => service({ replicas: { count: -1 } })],
    ['replicas/invalid', () => service({ replicas: { ...HPA, min: 0 } })],
    ['replicas/invalid', () => service({ replicas: { ...HPA, targetCpuPercent: 0 } })],
    ['replicas/range', () => service({ replicas: { ...HPA, max: 1 } })],
    ['resources/limit-below-request', () => service({ resources: { requests, limits: { cpu: '250m' } } })],
    ['resources/limit-below-request', () => service({ resources: { requests, limits: { memory: '255Mi' } } })],
    ['quantity/invalid', () => service({ resources: { requests: { cpu: '1,5', memory: '1Gi' } } })],
    ['quantity/invalid', () => service({ scratch: [{ path: '/tmp', size: '64' }] })],
    ['user/invalid', () => service({ user: 0 })],
    ['path/invalid', () => service({ scratch: [{ path: 'tmp' }] })],
    ['path/invalid', () => service({ scratch: [{ path: '/' }] })],
    ['path/invalid', () => service({ scratch: [{ path: '/a/../b' }] })],
    ['path/twice', () => service({ scratch: [{ path: '/tmp' }, { path: '/tmp' }] })],
    ['path/twice', () => service({ scratch: [{ path: '/a/b' }, { path: '/a-b' }] })],
    ['path/invalid', () => service({ ...PUBLIC, publicPath: 'api' })],
    ['path/invalid', () => service({ ...PUBLIC, publicPath: '/a//b' })],
    ['host/invalid', () => service({ ...PUBLIC, hosts: ['Shop.example.com'] })],
    ['host/invalid', () => service({ ...PUBLIC, hosts: ['shop'] })],
    ['service/hosts-without-path', () => service({ hosts: ['shop.example.com'] })],
    ['env/name', () => service({ env: { '1ST': 'x' } })],
    ['env/name', () => service({ env: { 'A=B': 'x' } })],
    ['reach/cidr', () => service({ reaches: [{ reason: 'x', cidr: '10.0.0.1', port: 443 }] })],
    ['reach/cidr', () => service({ reaches: [{ reason: 'x', cidr: '10.0.0.256/8', port: 443 }] })],
    ['reach/cidr', () => service({ reaches: [{ reason: 'x', cidr: 'api.example.com', port: 443 }] })],
    [
      'probe/path',
      () => service({ probes: { startup: { path: 'up' }, liveness: { tcp: true }, readiness: { tcp: true } } }),
    ],
    [
      'probe/timing',
      () =>
        service({
          probes: { startup: { tcp: true, periodSeconds: 0 }, liveness: { tcp: true }, readiness: { tcp: true } },
        }),
    ],
    [
      'probe/no-port',
      () =>
        worker({
          metrics: { port: 9090 },
          probes: { startup: { path: '/up' }, liveness: { tcp: true }, readiness: { tcp: true } },
        }),
    ],
    ['metrics/no-port', () => worker({ metrics: { path: '/stats' } })],
    ['duration/invalid', () => service({ terminationGrace: '1x' as '1s' })],
    ['strategy/worker-without-traffic', () => worker({ strategy: CANARY })],
    ['strategy/worker-without-traffic', () => worker({ strategy: Strategy.blueGreen() })],
    ['service/worker-public', () => worker(PUBLIC)],
    ['service/worker-called', () => worker({ calledBy: ['api'] })],
  ])('refuses with %s (%#)', (code, make) => {
    expect(refusal(make)).toBe(code);
  });

  it('accepts blocks of addresses of both families, and hosts with a star', () => {
    const reaches = ['10.0.0.0/8', '203.0.113.7/32', '2001:db8::/32', '::/0'].map((cidr) => ({
      reason: 'x',
      cidr,
      port: 443,
    }));
    expect(service({ reaches }).spec('NetworkPolicy')['egress']).toHaveLength(4);
    expect(service({ ...PUBLIC, hosts: ['*.example.com'] }).spec('HTTPRoute')['hostnames']).toEqual(['*.example.com']);
  });
});
