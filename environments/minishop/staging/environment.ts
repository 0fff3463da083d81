import { defineEnvironment } from '../../../lib/index.ts';

export const staging = defineEnvironment({
  name: 'staging',
  tier: 'staging',
  cluster: 'in-cluster',
  namespace: 'minishop-staging',
  sync: { mode: 'automatic' },
  // The payment gateway's sandbox: real money moves in production only.
  secretStore: 'sandbox',
  hosts: {
    'user-service': ['staging.minishop.example.com'],
    'product-service': ['staging.minishop.example.com'],
    'order-service': ['staging.minishop.example.com'],
  },
  // Examples, sealed for this name and namespace with a key that was thrown away: no cluster can open them. Seal your own:
  // kubeseal --raw --name database-credentials --namespace minishop-staging
  sealed: {
    'database-credentials': {
      username:
        'AgAGyEOvsaZWHxadHvwVpJSDz0GqMNA+bKuixrpVQ7OoDumt5lEsAoGRWL+ZTsFYBYWPADVFYkEfpkbo1ElI8gE0cOuUoxlqbKe99HGPk8ukAKvObNPIFmTw2ULo/84nkrTV0eP/gxTQ8PW9UIfndAQ3XCyQAheMqEREV5exJAyjHaa1WoRilLOWJmRnupSFPjPZ+rGSsZVclqa8GP9L6bFu7CPUxnZTJVQv5iicymCnlvfw7fob2M8/6VOIsRADzKQh9bxezmGASTl+S1ofXeU3xD4xG9G57GT4N8jRJkyLdaBFrnYLTRYNJm7uFdeZqHTGcuLXS3f1XdMPknMZFAfpAHkOPe4+A1Jd72Q+xpWOSiWklIQPBQHLwdxHVUUGwQ/hwIjTlyj9w0kyaZ03whtOoyFkdM1+Am9jGc+0wjjxVb8y76l8NG30T1unEgxQgPt2P1Kwc69muN7XsW98zFXOwCNQnYXZCJjsUgm36I1InELeZLXR0TfhG/wa0VHOvgTwekW/KYPbTrkG0zllE7dTLPVrDsBar9xxMLShMZKfLKV3cKNBx1JAx+wuixo7DcG5MR0XrO+a4fpKF2FP26LXy/zT1MKkI142+DleW0xMq/1GdA2UTRkG9S+91KgychxKvCUfcyoZJ2ASShkmZUM/1gs5rTxfyR3ven4YUIlnpUGMl9B+L0GtgUeVXPnbbU7+mH7enETUcw==',
      password:
        'AgBlyRa0NLHeAYT6dBchpuy2iIRTfxhVLGut7nX31H7CsjBCwkaV+npXr2XpfRZpbkBnjvgJRQT9JWoX2EjtZKC33a6AoxJfjWq7+6WRrPle/6cAAwgn3Koq0Ob1iHmqOQEhIz50raLyYzQUAWrBUQALBdjUroIit0oEgTDZkxNRAM7oLbWQbDQkWiCAkwYTLH0thzc8Tkjfp/G6TnMlJfF7KVAcqod8RvuIA9vHv9KktCO+ht77thDnjrFje3AJmVRHWWRlR47ZYBgo1K1MmlCDkigM9INkOvCDNAgBiHqD608FsSI4/j4f/4PVS9pMxXtfnnHnFK2v9RCvWJcPUB3gV8SitR7jACEMwpEYiM16Oisz/w/0+GC7nmn2nPYT3KVeM/7b2pEtZsQa2wffwkSfprhPJcmeu0yEycUfS3E3w+I56fA2FFkANSoPiLaJ76k/STssgusjyp3mZKxMxBNPxeZprW70DdYdpz17urFsGhmw8yjAbRNf4Jv7f3t56bZ+BeIM6JhpIJx3bllEV8swT2Ppe2Y4AkT/vfSMwLHRi87b5QsXBlApz7NUqb5fHxo2YDv8xg+6LHN/IJeZT467LLy+z9d5UH7KTQ791SQD0rTwth5IG2awDKznZkRL/ZdGoxdGdwtFZeGJwFel+tARhNlPWEI4APjsY/vPuK5meHiJ/oKd/l7BfTISOzVIwG9TFAMVaTik268CK9wu1LVSxzJDxQ==',
    },
  },
  // 25 pods at the top of their ranges ask for 5 CPU and 6.3 GiB: each service with one more for an update.
  quota: { cpu: '6', memory: '8Gi', pods: 32 },
});
