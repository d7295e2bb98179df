/** Low-cardinality tags of one iteration. Tags of the user's own are added beside the fixed ones. */
export interface Tags {
  /** The key in `scenarios`. */
  readonly scenario: string;
  readonly platform: string;
  readonly device_class: 'mobile' | 'desktop';
  readonly network: string;
  readonly role: 'full' | 'crowd';
  /** `again` for a warm rejoin, which never counts against the target. */
  readonly visit: 'first' | 'again';
  readonly region?: string;
  readonly [own: string]: string | undefined;
}
