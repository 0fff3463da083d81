import { templateIssues } from '../../lib/argocd/notifications/check.ts';
import { FLEET } from '../support/fleet.ts';

/** What is found in a fleet with a template that a trigger sends. */
function found(change: object) {
  const send = { description: 'Late', when: 'app.metadata.name != nil', send: ['late'] } as const;
  const notifications = {
    services: {},
    ...FLEET.notifications,
    templates: { late: { message: 'late', ...change } },
    triggers: { 'on-late': [send] },
  };
  return templateIssues({ ...FLEET, notifications }, 'environments/index.ts');
}

describe('placeholders', () => {
  const issues = (message: string, field = 'message', change: object = { message }): string[] =>
    found(change).map(({ code, message: text, at, fix }) => {
      expect(at).toEqual({ file: 'environments/index.ts', field: `notifications.templates.late.${field}` });
      return [code, text, fix].join(' | ');
    });

  it.each([
    '{{ .app.metadata.name }} of {{ .recipient }} by {{ .serviceType }}',
    '{{ with .app.status }}{{ .anything }}{{ end }}',
    '{{ range $index, $one := .app.spec.sources }}{{ $index }} {{ $one.repoURL | quote }}{{ end }}',
    '{{ call .repo.RepoURLToHTTPS .app.spec.source.repoURL }}',
  ])('%s', (text) => {
    expect(issues(text)).toEqual([]);
  });

  it.each([
    ['{{ .app.metadata.name', 'must be a Go template, but {{ without }}'],
    ['{{ if .app }}', 'must be a Go template, but {{ if }} without {{ end }}'],
    ['{{ .ap.metadata.name }}', 'must name something that its engine hands over, got .ap | did you mean app?'],
    ['{{ .rollout.metadata.name }}', 'must name something that its engine hands over, got .rollout'],
    ['{{ .time.Minut }}', 'must name something that .time has, got .time.Minut | did you mean Minute?'],
    [
      '{{ .app.metadata.name | toJsn }}',
      'must call a function of Go templates or sprig, got toJsn | did you mean toJson?',
    ],
    ['{{ env "HOME" }}', 'must call a function of Go templates or sprig, got env'],
  ])('not %s', (text, message) => {
    expect(issues(text)).toEqual([expect.stringContaining(`notify/placeholder | ${message}`) as string]);
  });

  it('are looked at wherever they stand', () => {
    const bad = '{{ .nothing }}';
    expect(issues(bad, 'slack.attachments', { slack: { attachments: bad } })).toHaveLength(1);
    expect(issues(bad, 'webhook.metrics.body', { webhook: { metrics: { body: bad } } })).toHaveLength(1);
    expect(issues(bad, 'email.subject', { email: { subject: bad } })).toHaveLength(1);
  });
});
