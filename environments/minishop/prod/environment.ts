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
  // Examples, sealed for this name and namespace with a key that was thrown away: no cluster can open them. Seal your own:
  // kubeseal --raw --name database-credentials --namespace minishop-prod
  sealed: {
    'database-credentials': {
      username:
        'AgBMDmr6lip9wTTUkYHcVxJw/UywOujM6wVYPPKKqMH9mNUZwX/V6CdmAtXQ0igfeoqucmrS5a4coOAVptw+D+ive1kS6Ow7/Vb4MP9eAUZ2qGSKDHmioYKtdfq3QVl/yPnPzhKlFPGefpHXvQuyI9fQHO5XsJ4Tk9T5HVfYI8TBSMO5/i/FfG1QMaMlPrz7NPgC8sGlO8xgNb8SGDq/l2jTXaSAE7LH24rKhXc2Roq6f2ESxAhT1uH/PaQxBkOw+IwhgjcOr0UCA5wha39K3LLiGwXxhlQ+H0Ona0zFBHAp4z6CNTEuo7bV6ImH0AqmXzNu206GwGCsqLGTlvYlyASP0ZkqkGjYe0LKeblc5grH0qvYfufqyObSAQa9o0XyFJRie1xe5OWiv6SXFhzeEvGnP8i0PmCXKGC6UQdtP4NW6u/J+pnyw0OnwvhbOzgrKRTW/zGRNBlbau3qVOVEx9yy835Crhp67uVsNb/+xbJkILOQCxcpsWRv3YNZc3z/uIrnePncn/qv1En5CCTIMvj/RIhZybZmxTu4audRl+tG3rsRzjun3KDOZygxHrdnjZPfRao9eXFlmgABTfepRVRk/nmqEjn0PClWBdere6baLM2AhVpfLIpFA7NUXxoEX612RnR1sEHSo1IMA4nS/XeUBEZGoU+IRW1PRfHormzXzd4EamaKESLof+jYvb6LcSDd68NI+jKo6Q==',
      password:
        'AgBRP01EnEgu5b6FW48/UrATqzjqjhlzQAwLa8GhN8DPYnltVMjSZSoUgf3GLvXaK9Yf5Jiv2DWbZHCLG/XheNWwJguJD/T9fk4KwHocMgECnzW632IhZHlGZX6yNhmvXHtkwdu5DPj3f21BGetjjpVsZoVjn9wM7wWQ4Q62zx3PYHvkOd1qKzXtomY4NbUYwgPEhLDlKuJKHjHXLnzQs4DEiBM+8q0+DmyW+Uhn4SVB+hUc4QZy4dKoE6aGW9qVDj+FW3I5OUUn8RfW8Ihwl6Ka13gwfETPOMRsL1DvH4ZSpe91AyAKlSTneYyUT6pabLGZQbOLUo0nocqoxE+BU8q//BN3U1494VAlaY8Y0gBNje6X9les6K158AaKDE4l+oMxSEb1bWIpy6r5RHWgZanauQGm64a7DB+H9Q18JPmNypnwgbexQZ2Lb8a4yHYoWlDJ3ntsCxnRiSMK6GtWms/iUMD65Uy1jZYe9rO9GUIfooiJ3uu5BfmivXiSVf8uSVqyH6MoQ7eo/rlCMLI7TI5eN32I439Uauhey8iv04Da5JULDTnZBSVZGLdwjBfGR/OSoS8FDdf2swGV3Lb+DEk2c/gfUZZLbH68gLiLUFAQ7N8LBWsLRd4i5QQaFjVBc5V5n6lz2YVs7h/gVXvxDMda8ld9bDJsxqRUUX6D2GAxBrMiwF77QabNf/hJTjCRSqdDifNNLwHH7//IO4oI2ipw2osAjQ==',
    },
  },
  // 68 pods at the top of their ranges ask for 20.4 CPU and 25.5 GiB: the public services twice over for their canaries,
  // the others, whose canaries take pods instead of adding them, with a quarter more.
  quota: { cpu: '24', memory: '30Gi', pods: 80 },
  notify: {
    'on-deployed': ['webhook:delivery-metrics'],
    'on-sync-failed': ['slack:minishop-oncall', 'webhook:delivery-metrics'],
    'on-rollout-aborted': ['slack:minishop-oncall', 'webhook:delivery-metrics'],
    'on-rollout-paused': ['slack:minishop-oncall'],
    'on-rollout-completed': ['webhook:delivery-metrics'],
  },
});
