/**
 * Whom the backups of Argo CD are for: the public half of a key made for this example. Its private half was thrown away, so
 * nobody can read them: make a pair of your own before you rely on it (docs/runbooks/loss-of-argo-cd.md).
 */
export const backupKey = `-----BEGIN PGP PUBLIC KEY BLOCK-----

mDMEaVW5ABYJKwYBBAHaRw8BAQdAx68ym06aKbkud28uDQOV6u7fmgMNIomuc63G
bVBUcnS0MUJhY2t1cHMgb2YgQXJnbyBDRCAoZXhhbXBsZSkgPGJhY2t1cEBleGFt
cGxlLmNvbT6IkAQTFggAOBYhBFjHcFmZmq+/kMVHrLJsjh8tL7TjBQJpVbkAAhsD
BQsJCAcCBhUKCQgLAgQWAgMBAh4BAheAAAoJELJsjh8tL7TjjKcA/3LdmgVXot0g
XWj9j6HHa/fpd+K4glWkv1ZCj7r4vIfYAQCmFaf8kjyGd8Iq9S+zaqIwrYlip27s
u+DCVax4WcIVCbg4BGlVuQASCisGAQQBl1UBBQEBB0DPa4lPOqICnmqO8/YLdbpf
CVy8r/pe8zSQwChNlS4ICQMBCAeIeAQYFggAIBYhBFjHcFmZmq+/kMVHrLJsjh8t
L7TjBQJpVbkAAhsMAAoJELJsjh8tL7Tjs0gA/2R8+/p5wDmEHl+y4YP7MnnzXElC
MydneZNv/8RcpSRuAQCHAhuluyKMEknxoy0wN0nseCSbn7PvS8xQOxsTnmqdBA==
=vlzt
-----END PGP PUBLIC KEY BLOCK-----
`;
