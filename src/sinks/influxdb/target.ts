/** Which InfluxDB, which database, as whom. Its secrets are shown by nothing here. */
import { HarnessError, type Problem } from '../../shared/errors.js';

export interface InfluxTarget {
  /** `http://127.0.0.1:8086`, and a path where the server is behind one: no user, no query. */
  readonly url: string;
  readonly database: string;
  readonly user?: string;
  /** A password, or an API token: 2.x and 3.x take it as one. */
  readonly password?: string;
}

/** As options and variables give it. */
export interface InfluxWishes {
  readonly url?: string | undefined;
  readonly database?: string | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly token?: string | undefined;
}

const usualDatabase = 'rollcall';

/**
 * @returns `undefined` when no URL is there
 * @throws HarnessError `bad_configuration`
 */
export function influxTarget(wishes: InfluxWishes): InfluxTarget | undefined {
  const { url: given } = wishes;
  if (given === undefined || given === '') return undefined;
  const problem = (found: string, expected: string): HarnessError => {
    const problems: readonly Problem[] = [{ place: '--influx', found, expected }];
    return new HarnessError('bad_configuration', 'One thing is wrong:', { problems });
  };
  if (!URL.canParse(given)) throw problem('no link', 'a link such as http://127.0.0.1:8086');
  const url = new URL(given);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw problem(url.protocol, 'an http or https link');
  const database = url.searchParams.get('db') ?? wishes.database ?? usualDatabase;
  // InfluxQL quotes it, and a line break or a quote in it is nobody's database.
  if (!/^[\w.-]{1,100}$/.test(database))
    throw problem('its database', 'a database of letters, digits, dots and dashes');
  const user = decodeURIComponent(url.username) || wishes.user;
  const password = decodeURIComponent(url.password) || (wishes.token ?? wishes.password);
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
