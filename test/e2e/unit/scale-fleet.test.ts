import { fetchMetrics, parseMetrics } from '../harness/metrics.ts';
import { filesOf, generatedPlatforms } from '../scenarios/scale-fleet.ts';

it.each([4, 100, 903, 1000])('makes platforms of exactly %i Applications', (applications) => {
  const platforms = generatedPlatforms(applications);
  const environments = platforms.flatMap((platform) => platform.environments);
  expect(platforms.length + 3 * environments.length).toBe(applications);
  expect(new Set(environments.map(({ namespace }) => namespace)).size).toBe(environments.length);
  const [first] = platforms;
  expect(first && [...filesOf(first).keys()].length).toBe((first?.environments.length ?? 0) * 2);
});

it('sums what a component tells of itself', async () => {
  const text = `# TYPE argocd_git_request_total counter
argocd_git_request_total{repo="a",request_type="fetch"} 3
argocd_git_request_total{repo="b",request_type="ls-remote"} 4.5e1
argocd_git_request_total_other 7
`;
  const metrics = parseMetrics(text);
  expect(metrics.sum('argocd_git_request_total')).toBe(48);
  expect(metrics.sum('argocd_git_request_total', 'request_type="fetch"')).toBe(3);
  expect(metrics.sum('nothing')).toBe(0);
  await expect(fetchMetrics('http://127.0.0.1:1')).rejects.toThrow();
});
