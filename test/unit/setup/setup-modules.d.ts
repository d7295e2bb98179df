/** src/setup/ is plain JavaScript, since it runs before anything is built. These are the shapes that tests rely on. */
declare module '*/src/setup/packages.mjs' {
  type Packages = Readonly<Record<string, object>>;
  export function isInstalled(wanted: Packages, installed: Packages, dev: boolean): boolean;
}
declare module '*/src/setup/set-up.mjs' {
  export function checkNode(version: string): void;
}
declare module '*/src/setup/tally.mjs' {
  interface Counts {
    readonly passed: number;
    readonly failed: number;
    readonly skipped: number;
  }
  export function tally(report: object | undefined, exitCode: number | null): Counts;
  export function skippedSuites(report: object | undefined): readonly string[];
  export function lineOf(counts: Counts): string;
}
