/** How the Applications of a platform's parts come to be. Whatever is chosen, they are the same Applications. */
export type Delivery =
  | {
      /** One file for each Application, in the order of their waves. */
      readonly kind: 'explicit';
    }
  | {
      /** An ApplicationSet that looks for the folders of the parts in git (git directory generator). */
      readonly kind: 'git';
      /**
       * `RollingSync`: the ApplicationSet starts all syncs, one environment after the other in the order of promotion, and
       * leaves those of a manual environment to people. Argo CD takes the automation from the Applications for that, and
       * with it the healing of drift. @default 'AllAtOnce'
       */
      readonly strategy?: SyncStrategy;
    }
  | {
      /** An ApplicationSet that combines the environments with the parts (list x list). Every environment has every part. */
      readonly kind: 'matrix';
      /** As above. @default 'AllAtOnce' */
      readonly strategy?: SyncStrategy;
    };

/** In what order the Applications of an ApplicationSet are synced. */
export type SyncStrategy = 'AllAtOnce' | 'RollingSync';

/** A delivery by ApplicationSet. */
export type GeneratedDelivery = Exclude<Delivery, { readonly kind: 'explicit' }>;
