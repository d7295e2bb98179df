/** `docker-compose.yml` and what Grafana is provisioned with, as far as it can be judged where no Docker runs. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { packageRoot } from '../../src/shared/package-root.js';

/** What we use of the compose specification: a key that is not here is a typing error, or is to be thought about. */
const serviceSchema = z.strictObject({
  image: z.string().optional(),
  build: z.string().optional(),
  profiles: z.array(z.enum(['2.x', '3.x', 'run'])).optional(),
  restart: z.literal('unless-stopped').optional(),
  command: z.array(z.string()).optional(),
  // On loopback: a port without an address is open to the network, whatever the firewall says.
  ports: z.array(z.string().regex(/^127\.0\.0\.1:\d+:\d+$/)).optional(),
  // Text: YAML's true and numbers are refused by some versions.
  environment: z.record(z.string().regex(/^[A-Z0-9_]+$/), z.string()).optional(),
  volumes: z.array(z.string().regex(/^(?:\.\/)?[\w/.-]+:\/[\w/.-]+(?::ro)?$/)).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })).optional(),
  shm_size: z.string().optional(),
  healthcheck: z
    .strictObject({
      test: z.tuple([z.literal('CMD'), z.string()], z.string()),
      interval: z.string().regex(/^\d+s$/),
      timeout: z.string().regex(/^\d+s$/),
      retries: z.int().min(1),
    })
    .optional(),
});
const composeSchema = z.strictObject({
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.null()),
});
const datasourcesSchema = z.strictObject({
  apiVersion: z.literal(1),
  datasources: z.array(
    z.strictObject({
      name: z.string(),
      uid: z.string(),
      type: z.literal('influxdb'),
      access: z.literal('proxy'),
      url: z.url(),
      isDefault: z.literal(true).optional(),
      user: z.string().optional(),
      jsonData: z.strictObject({
        dbName: z.literal('rollcall'),
        httpMode: z.literal('POST'),
        timeInterval: z.literal('1s'),
      }),
      secureJsonData: z.strictObject({ password: z.string().regex(/^\$\w+$/) }).optional(),
    }),
  ),
});
const providersSchema = z.strictObject({
  apiVersion: z.literal(1),
  providers: z.tuple([
    z.strictObject({
      name: z.string(),
      folder: z.string(),
      type: z.literal('file'),
      allowUiUpdates: z.literal(false),
      options: z.strictObject({ path: z.string() }),
    }),
  ]),
});

function read<T>(file: string, schema: z.ZodType<T>): T {
  const document = parseDocument(readFileSync(path.join(packageRoot, file), 'utf8'));
  expect([...document.errors, ...document.warnings]).toEqual([]);
  return schema.parse(document.toJS());
}

const { services, volumes } = read('docker-compose.yml', composeSchema);
const all = Object.entries(services);
const mounts = all.flatMap(([, service]) => service.volumes ?? []).map((mount) => mount.split(':'));

describe('docker compose', () => {
  it('starts InfluxDB 1.x and Grafana when nobody names a profile, and a service each for the others', () => {
    const inProfile = (name: string | undefined): readonly string[] =>
      all.filter(([, { profiles }]) => profiles?.[0] === name).map(([service]) => service);
    expect(inProfile(undefined)).toEqual(['influxdb', 'grafana']);
    expect(['2.x', '3.x', 'run'].map(inProfile)).toEqual([['influxdb2'], ['influxdb3'], ['rollcall']]);
    expect(services.influxdb?.image).toMatch(/^influxdb:1\./);
    expect(services.influxdb2?.image).toMatch(/^influxdb:2\./);
    expect(services.influxdb3?.image).toMatch(/^influxdb:3\./);
  });

  it.each(all.filter(([, { image }]) => image !== undefined))(
    'pins the image of %s, and knows when it is well',
    (_, { image, healthcheck, restart }) => {
      expect(image).toMatch(/^[a-z/]+:\d+\.\d+\.\d+(?:-core)?$/);
      expect(healthcheck).toBeDefined();
      expect(restart).toBeDefined();
    },
  );

  it('waits only for services that say when they are well, and that are there without a profile', () => {
    const awaited = all.flatMap(([, { depends_on = {} }]) => Object.keys(depends_on));
    expect(awaited.length).toBeGreaterThan(0);
    for (const name of awaited) {
      expect(services[name]?.healthcheck).toBeDefined();
      expect(services[name]?.profiles).toBeUndefined();
    }
  });

  it('mounts what is declared, or what is in the repository', () => {
    const named = mounts.map(([from = '']) => from).filter((from) => !from.startsWith('./'));
    expect(new Set(named)).toEqual(new Set(Object.keys(volumes)));
    for (const [from = '', , mode] of mounts.filter(([source]) => source?.startsWith('./'))) {
      expect(existsSync(path.join(packageRoot, from)), from).toBe(true);
      expect(mode).toBe('ro');
    }
  });

  it('has no password of its own, and needs none that is not given', () => {
    for (const [, { environment = {} }] of all) {
      for (const [name, value] of Object.entries(environment).filter(([key]) => /PASSWORD|TOKEN|SECRET/.test(key)))
        // `:?` would ask for it in `docker compose up` without any profile.
        expect(value, name).toMatch(/^\$\{ROLLCALL_INFLUX_(?:PASSWORD|TOKEN):-\}$/);
    }
    expect(services.grafana?.environment).toMatchObject({
      GF_AUTH_ANONYMOUS_ORG_ROLE: 'Viewer',
      GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION: 'true',
      GF_AUTH_BASIC_ENABLED: 'false',
    });
  });

  it('shows Grafana each database at the port that it listens at, and the dashboards where they are', () => {
    const { datasources } = read('dashboards/provisioning/datasources/influxdb.yaml', datasourcesSchema);
    expect(datasources.map(({ url }) => new URL(url).hostname)).toEqual(['influxdb', 'influxdb2', 'influxdb3']);
    expect(datasources.filter(({ isDefault }) => isDefault).map(({ name }) => name)).toEqual(['Rollcall']);
    for (const { url } of datasources) {
      const { hostname, port } = new URL(url);
      expect(services[hostname]?.ports?.[0]?.split(':')[2]).toBe(port);
    }
    for (const password of datasources.flatMap(({ secureJsonData }) => secureJsonData?.password ?? []))
      expect(Object.keys(services.grafana?.environment ?? {})).toContain(password.slice(1));
    const { providers } = read('dashboards/provisioning/dashboards/rollcall.yaml', providersSchema);
    expect(mounts).toContainEqual(['./dashboards', providers[0].options.path, 'ro']);
  });

  it('is said in README in the two lines that it takes', () => {
    const readme = readFileSync(path.join(packageRoot, 'README.md'), 'utf8');
    expect(readme).toMatch(/^ {4}docker compose up -d\n {4}npm start -- --influx http:\/\/localhost:8086$/m);
  });
});
