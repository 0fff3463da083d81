import { defineEnvironment } from '../../../lib/index.ts';

export const prod = defineEnvironment({
  name: 'prod',
  tier: 'production',
  cluster: 'in-cluster',
  namespace: 'minishop-prod',
  // Promoted from staging by the release team, who start the sync.
  sync: { mode: 'manual' },
  hosts: {
    'user-service': ['minishop.example.com'],
    'product-service': ['minishop.example.com'],
    'order-service': ['minishop.example.com'],
  },
  // Examples, sealed for this name and namespace with a key that nobody has: seal your own with kubeseal.
  sealed: {
    'database-credentials': {
      username:
        'AgCH6DQWp0QvpmbPlF1t90NROn2Zp2OpWsggjdHAIl4Yzvh6AmSSQSTZyPs+Obo85TYzo+sjb/XjQ0ohs9R8Vv26p5EUhxh/oG4iAK3UP5TIhao8ukzMubEAsE45OqcydwaN1YvTMm0iDPEkdzxWcGbiNHMUw0Eq3XNKcqTnQ1ivnlKQl0HhORUGyznOZgKpyA6DLxT41J8hd02KdJCwIy/C2uMILkOL4+aAbj7HGrfvyJiYtuHUCSE/NJgdda7JIVb5M4n33ejcIL9yPlah0ujlysAnG/+bko0cYmDyXTwGDn6u4vzlryYWDZzYMemutsKlWyxdu8ieN3M7zGU0qb0yXBUr5lwKd+6m6tIex+Tw91IhxWLozIeIBNqUHJgMFPBHd9+BYQVMRB9GI6Qpwfe6zMzzGn/ql9E4HQ8qRfB+tw8dSmj76MnfzFQAZvdgbNyB99Gg8Nt4DfHjB5MjsV2TT+5nNM1kz2vA9Hsu3HFMLk1GbPn0shLHyLB7Gyiu1DeEKnIimkJVfxj3F9GQ0w9GgprkWzEvUi8W3CLkguZiwcWHvmpLGTWFv89FY/Fzbn5jxA4grlk36I2adexOkwK1nXim7F/R4SHN4HrH6NMYy+GFZRpHFfafIPoWy3UOj5whkNu5aPEh1GXalqWiRVr8nOBop3wjzOrv6732vUHCyjrhqwjGVH14gGN0onO153rM1MbSlKH5wQ==',
      password:
        'AgBFyQKZRb9+kgnCdu0Mez99pzL2OuTIEE4rDxURlCem5Y6Xfck2g76r9B0244Y3SF9hI3fgvKXYlmFG1mWpH/HhuY70Av6vl5DPfpj3aUTAVPy2+D4eNYBZtRFQxBR8r6YP/ISRMPEIclOEahzqDSP7505KuD7WAlxihgEpjfBIoSvjDfrJ7CfE87OuTvCGwh/k6m4xX6i44ftZ8i+c5aYxfX6AnrxaIPngU7jNE+NWeG0E+z9us6SuP3XP7aBqreQW5cBeWWUbzbI6vYo4jY+dHIzya4M4vU8WvhvTmczmWPuFMpO54h2ephGUKOj50k6JgBZZsBigv/g7SShQ1CzuVnV1Hh+QkMG8kQ7rCi5gz3nyvz6FrI0pKXIZ1lMiEyzoYL7FmhMbw0ULQBCtgMCsnt0wJojSEyav+SIXlYeGEnzI4RM2EWW8gNUKcVF/ClIfaKzTT9zD4uRSJFzxKa2q1PsFV0x5N8RoM71b1GGIYIG/Ci2Jq9zmVfje9YMFyPOpIsclM+ff0glDU6ltPSb3IKeE5IahhKCuFBwkh20BNx7q2/EaoH0GkZRGPJZuz1ZCpQ/3SRST/+6TP4xPymqCcL3rMyoZlCviTkx8i/Q8WcXk89/mEkX76zVMwynok0Xj08bhIvDNx5NdYw45pUbUq/3rN9jdFhz2HknpXivwx0EwcPgp8RYGPKd3RjDeuQHC2asCBcmCvTe1mUQRMg==',
    },
  },
  // Every service at its most pods, twice over because a canary runs beside the stable version.
  quota: { cpu: '40', memory: '40Gi', pods: 120 },
  notify: {
    'on-sync-succeeded': ['slack:minishop-deployments', 'webhook:delivery-metrics'],
    'on-sync-failed': ['slack:minishop-oncall', 'webhook:delivery-metrics'],
  },
});
