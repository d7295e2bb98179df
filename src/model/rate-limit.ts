/** What a run does when a platform says that joins come too often. Either way each such refusal is that participant's outcome. */
export const rateLimitPolicies = [
  /** Goes on as planned: how the platform takes it is what is being found out. */
  'continue',
  /** Later starts are held back, longer each time. */
  'back-off',
  /** The run ends. */
  'stop',
] as const;
export type RateLimitPolicy = (typeof rateLimitPolicies)[number];
