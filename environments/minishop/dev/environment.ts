import { defineEnvironment } from '../../../lib/index.ts';

export const dev = defineEnvironment({
  name: 'dev',
  tier: 'development',
  cluster: 'in-cluster',
  namespace: 'minishop-dev',
  sync: { mode: 'automatic' },
  hosts: {
    'user-service': ['dev.minishop.example.com'],
    'product-service': ['dev.minishop.example.com'],
    'order-service': ['dev.minishop.example.com'],
  },
  // Examples, sealed for this name and namespace with a key that nobody has: seal your own with kubeseal.
  sealed: {
    'database-credentials': {
      username:
        'AgAjNnFr1cYq4NADbilw9nAUvyyOtv3adsx8JLmyt7xrLHNjXcmI3A/hiVuB2QMHg5e7Nflk0kaKBrUORTtslsKpAX8u/7nm7osq6NOuVU3TVtu2WLx7lnNJPqsGi43NKLjIoWhI0wfllxW0cWJ2XSh+aF4v2N6bNnvf8DhkjTY5a0q2aBxijao9KiWyApA6FygtkDHUkH7wbsgVz+Kc5+lYHduVNnCUN8bQQn93wHn0uhcdGVx3bCFoJTJoMebnZ96d0AcVU4YLB0Rfs5mmt5AD0IZ7gzO5y3e3wRQlLO0gO1DAwZHtdDfUvuzqMqib27RvFIvD9RGDYRNq0zZNPYo6z6DWR2I1CRBnl+7hSJXfxUzHSx2eF9gxHhiORRxDEVhNW5xWH3CXkE1Iri8iFr9s5FtQKkKl2/PIo3ijXZ/siINIQfWZ4xMpGmqB4Ud5pRsQK0pYJmwfTQnpDTCH7sKKXBM6D5BmIoqxijODR75MlKu9aaPB65qWTLM5/UHbelNlXlIpkuCVdRwFSwWPdGpoD3BWLyPhsw+DxiXjPKCTnQVKk8uBIVEFSmyRmYYEI6g6emmzStSvVOnlo/VFpKV6pMpTyleV2BQGD21MxuTzbB40xJqMEeBTXRXJrqGk1tJoMCgNs6jQDuuySuLsDB3sNH6g85DO7Nu44yymAlpGR4jL7ngmEJrVPhyqSFAc3lqbh+ZczZLrqg==',
      password:
        'AgA/8Qpn7wphkzjM8KzV/wzSCIIKe5GVW0rjqKCSEkVh8lXfKHzyUgHmSCOuIUbDviHF+8TTmLM9CTGmzg26wswu7licH/+oki8URy3efiIYbN+EDCT49+TOOfNd3Rzz+k/sHaaIpA6i9yk63qLsrtVzvlH3Yql6KTjDV0LCyfQfW/01Y6BNzaSskiT3n7jysHUxiYTuaXunDjMrg77C3GqPdxx6Q4dAGJqxv4NuYDhtw/Nhnt4vJLRp5m0Nj4ekAGnRat41gtFlJ+IHmqQKniaL1vdC0s+TNe5ciDVL9e+uoi+TfUjAPX0axYplZArFrJoqPkkJBm1xw08vqcD719e4BPrlzr+x3IGKBGsMJoE9EQ39knmkgh/8KieRRMsKiC5392PDK/ROPLOMZtinVCUA/A71h6CLc3BGEkVAMW/m8mrEGQSZzQskIYN/1zUcyNzsU99qqg1oIODxpv69xJFgESCrHzJWEBRr+Hp9fvy8Vw3wR5I3jlvkodkj6iE7YCXVivEEmGIGkf2SmABx3WoFD5AbD53kP/IhsnOl0WXlOeIbrFBkgKaSHUwf+KRahb/cWlqipirakI3DCyT41GBpt1zDvrb3NTyTuqA4sZ+yUWCAqgROlIjnobLkt51dRGZ4jsRmSuhlBAeq0A+EER12y/xToXcR65OG4TEmRCDkiYSLrwtYORoappMICeHkZa8VMJgQb6qamGiphEeArg==',
    },
  },
  notify: { 'on-sync-succeeded': ['slack:minishop-deployments'], 'on-sync-failed': ['slack:minishop-deployments'] },
});
