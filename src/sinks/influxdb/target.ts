/** Which InfluxDB, which database, as whom. In: a URL and ROLLCALL_INFLUX_* variables. Its secrets are shown by nothing here. */
import { HarnessError, type Problem } from '../../shared/errors.js';

export interface InfluxTarget {
  /** `http://127.0.0.1:8086`, and a path where the server is behind one: no user, no query. */
  readonly url: string;
  readonly database: string;
  readonly user?: string;
  /** A password, or an API token: 2.x and 3.x take it as one. */
  readonly password?: string;
}

const usualDatabase = 'rollcall';

/**
 * @param flag what `--influx` was given; else ROLLCALL_INFLUX_URL is taken
 * @returns `undefined` when neither is there
 * @throws HarnessError `bad_configuration`
 */
export function influxTarget(
  flag: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): InfluxTarget | undefined {
  const given = flag ?? env.ROLLCALL_INFLUX_URL;
  if (given === undefined || given === '') return undefined;
  const place = flag === undefined ? 'ROLLCALL_INFLUX_URL' : '--influx';
  const problem = (found: string, expected: string): HarnessError => {
    const problems: readonly Problem[] = [{ place, found, expected }];
    return new HarnessError('bad_configuration', 'One thing is wrong:', { problems });
  };
  if (!URL.canParse(given)) throw problem('no link', 'a link such as http://127.0.0.1:8086');
  const url = new URL(given);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw problem(url.protocol, 'an http or https link');
  const database = url.searchParams.get('db') ?? env.ROLLCALL_INFLUX_DATABASE ?? usualDatabase;
  // InfluxQL quotes it, and a line break or a quote in it is nobody's database.
  if (!/^[\w.-]{1,100}$/.test(database))
    throw problem('its database', 'a database of letters, digits, dots and dashes');
  const user = decodeURIComponent(url.username) || env.ROLLCALL_INFLUX_USER;
  const password = decodeURIComponent(url.password) || (env.ROLLCALL_INFLUX_TOKEN ?? env.ROLLCALL_INFLUX_PASSWORD);
  return {
    url: url.origin + url.pathname.replace(/\/$/, ''),
    database,
    // A token is enough; Basic wants some name beside it.
    ...(user !== undefined && user !== '' ? { user } : password !== undefined && { user: 'rollcall' }),
    ...(password !== undefined && password !== '' && { password }),
  };
}

/** For people: without user and password. */
export function targetText({ url, database }: InfluxTarget): string {
  return `${url}, database ${database}`;
}
