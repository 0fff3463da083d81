import { defineEnvironment } from '../../../lib/index.ts';

export const dev = defineEnvironment({
  name: 'dev',
  tier: 'development',
  cluster: 'in-cluster',
  namespace: 'minishop-dev',
  sync: { mode: 'automatic' },
  // The payment gateway's sandbox: real money moves in production only.
  secretStore: 'sandbox',
  hosts: {
    'user-service': ['dev.minishop.example.com'],
    'product-service': ['dev.minishop.example.com'],
    'order-service': ['dev.minishop.example.com'],
  },
  // Examples, sealed for this name and namespace with a key that was thrown away: no cluster can open them. Seal your own:
  // kubeseal --raw --name database-credentials --namespace minishop-dev
  sealed: {
    'database-credentials': {
      username:
        'AgAGgb0Z2qxR85IqSXyb/pxS6gOOdeMqyDAI29k5tQX1WU4ATdI6JwB/JbnJYTXJDQu4FkhH1zXC0BGLOp3mUaU2Mk3Byi6inSYq/e/yl4uSZKX5aJs6n70GXtH3q8Oz4vEcVtjBvypK4yKrBw8DvBb8EDXxM8GXEBcNLLJBV2oNrK/Mq4OEtTvYRErwlY1EwZqbPKRcK820PPxouu+fTmjgymW3vsDaHeDg5cmuTc3MW2tIW7ss8iGPhYCj3j2Z5RTC91Pl8y1oO/PuDWjHaGrCLsjwctI5uNgSaxNQfkCSA9CF4JtGl8mWRHfTDpLfylXUlmp0OwhhUZ/PYQHuDoK2Jq+/idVhOCeC8XYwke8A5Q8VJPU2u2N/9trWxf3B2GLETbbb7xKONwnOBaX/R3FKiW7vYoSxvDXKzrttaVVQ5+Rzbh8a30oHy9ouddNihD4PeIoTpQiPXwrBecTH6nBRH3PdBvExMZhMhZUt1E2aBJF4Ae0ee9eKtp6T8NANoL43aZz7oZ6lZ79SXVzGczenZBv1KvsKnIWrlOI25ZEF74TzG7PpNA5Lh4vkjDqP8foc8yCVfq/nomMZLtf/A9YFT7bpw2DTCoX6AK3WiUn9L9DtnK0Q5zaD5Nwudz91O9H7cppF/KcE/BKSQWeCMfFRB9Y4X2u6taAXUx4KpthgSZl58flXPo/TExhOqJ+uDfWdqdYKjMtVWQ==',
      password:
        'AgAo+RAO8Lhra0Myk2B37LSUiwAm2L4PfDUIAL38KfYm18CWuibj4NfKsfIVYs+75n+w0Scif2+CGxi7zh5EjAgUl5Ziqef7AHbEJSeKMh/bOi7jz0mPqLg0m3XwMWgii688h+RjQ3r+BoYmZaYKrcn0SsQcBsngEMn/SL8KaL16BYuj57qhXFdytHMJsWoL0Wf/Cy6iGWd/9wM85kNzPtv/aNXIDeJP6Hygu1z7jF+qsxNFdnzUVvwc7qTNqa2+KFAqNviM1q4p9SNo+pSUPBVhD/Hg2OmrEYzpvR7RhWpzjFIIy6wfLIzPvEUbWUUXqK70yVDJvdpIlcg5+ss2SpvBqm5ZK7SNQnK0ZeBeDTM1pBQ6CUNvNEu3fnJG71Bu8uJZF53TkUZaQumnt7ZoCT8O7D6MsgCETku1Gz8Q513o+cE3UgLx7XeokoN9JZrU/ZXJ2CdxSaK8sGRTubAfdXlnj8D8OyAK2plLsd14+c4c3UC2Kj961GCVh21iN1NVGRSPy6q+FKlwhFWaDmFpPRf/9/zxvNkpJSaqSdrZWEc8RkZiynSO5JnNKpoXSFRK0Vyv6q7xJfHBRF1jLZiwKjyfdsDmFbZXXHkw/0y3g8D3in0aKvpH9jU3myepXVNI2l7mvB7xEjBOCY2A/RXPB47AcD8S8Gz8t/JiSrZzshNUh1b1jEmfc11uhH0SbU/tX7irQAuK8Z8Sf76Pu4udpsRDj7ZPTw==',
    },
  },
});
