import { defineEnvironment } from '../../../lib/index.ts';

export const staging = defineEnvironment({
  name: 'staging',
  tier: 'staging',
  cluster: 'in-cluster',
  namespace: 'minishop-staging',
  sync: { mode: 'automatic' },
  hosts: {
    'user-service': ['staging.minishop.example.com'],
    'product-service': ['staging.minishop.example.com'],
    'order-service': ['staging.minishop.example.com'],
  },
  // Examples, sealed for this name and namespace with a key that nobody has: seal your own with kubeseal.
  sealed: {
    'database-credentials': {
      username:
        'AgBhGHeWYNYjRfLdhS0jNV+pgv6/DQmAj6x82rsp83SeIxkOx2qJZ8cFSkNJBfkwMGOPAV8N5lOUDOu6q4DIRZRrFKIy2e1YllD2EgcgoILY2NhcngLHt7X53PLRj2rzwWHL91OFnfNstEHkK3bFbaoVF3vzrgGjPaLz3tfsT6X2I2DAMeX7fVzfk7qtitsJc9yiu+CfLiZHJwKkqwtuS0QqYKWfURKD6ZwgJBQKZFvaBL1OavmRBvfpG+MB0h5Sv41z0ViJ8eVmWMP9KkhAEqRRtnSuxI1xdOtwKXL65UgdyR+6t1YRU0HA+RXXn+LNLa0Dlvaf1inQfmuIcJzLw2a1w/GBjvMOCdhtwxp9p+6gigxHkAVeygefvVizn96VQ449+h7yqjZSeWUCq48POMxtuVJafFUYe5l3pOmlxEa0RQMyQcwwmvEX9jRO4/lps1xoQPQDJYYFY76SR8GJolHWRgZEe9C+QR6+lW7fSJelNBfQxm5D0trr3nNmMHHlIwK6SaZFwEWyhwGQtKfLY91F1cz9LaUyvjY3aygC6mg8zXIRqUTa2Cd19nOIMD63zQgmwg5TeoE5HddMfOVSPj/tDZI5TfMEAmzkrvXm4vIDr6KS9jB+i2BxirmkRk+biSEf1fojJmzgIHU6fm6MdDcvVFNadFYZF38QtFGAIMulba05T1c771n0RBWE/HTcfuPDBLpppt6dYQ==',
      password:
        'AgBQQit4UC7p15uL2LXO5TnTxnXKGCsuC4p/xwnJR6Ze8hRxJTq2MCtCdZDSFV1r/W0mRmvHyz+DBP3VsJ7ZyXF01JCZdpYy6o5Ddm9IqdWC4XPAwGYQ1r8/Ne6Xg6V099nhQlBnSNjRz+6IF+Bv4z2KdTVUlZNpdJhnju+YF0H7IY6B55G2Bavmv9hg300KcehqdXIeIokN5BhUJk5nb6OH92sC6RGCcebjDDZCNRv8TueaLMx3u63tW2Krqflt8Um3MDLL7yKwt/yNqSFeqJMLEdpzfg6Y74GJS3XWX2J4Y9jXlSSEx+t7VZ9Gmar6lCfqwgXcUJ0s61zReuqJXMQj1oc9WP5g+LkXEknwi+o1oX/VulqGoOOvwOjrB2YEpX7Ex1sjxM+JzSOBbpT7YbwpXf5p6+lA6R+zNUZ/Ym9C/iKFYPX0qVS5bz3IAPxMHZNxKHeBbPjv+9zORlPbOWVL2Vazh12Uo84RCCBa5W9wv9hPDw0ZXC7TiAt2iJ/baAMEhsN5M3KCzxOqgA7FCprYX+hSWnBWZb+mG9wUX0nIMfdjtesYKX8+vGD2UFG+tzDisQo6V0LChSk98ioELcUrpJF2dcQVDMCL63t7/tvHorvItpRJ7OoSU0q4N2qslzK5M17QV0+KGq4IxKfF5C/Ete8xeh85Dvlxslxg3AgNMhOqASrPscNtKWvkNGGq0LPkEGIyMJD/BkG8lhGrlw==',
    },
  },
  // Every service at its most pods and one more for an update.
  quota: { cpu: '10', memory: '10Gi', pods: 40 },
  notify: { 'on-sync-succeeded': ['slack:minishop-deployments'], 'on-sync-failed': ['slack:minishop-deployments'] },
});
