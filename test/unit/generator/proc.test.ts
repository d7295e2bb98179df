import { describe, expect, it } from 'vitest';
import {
  parseCpuMax,
  parseCpuTicks,
  parseListening,
  parseMeminfoBytes,
  parseOpenFilesLimit,
  parseOsName,
  parseParent,
  parsePressureUs,
  parseThreadTime,
  parseThrottledNs,
  quotaCores,
  throttleFiles,
} from '../../../src/generator/proc.js';

describe('parseCpuTicks', () => {
  it('adds up all cores; waiting for a disk is not busy, and stolen time is apart', () => {
    const stat = 'cpu  100 10 50 800 40 3 7 20 5 0\ncpu0 50 5 25 400 20 1 3 10 2 0\nintr 1 2\n';
    expect(parseCpuTicks(stat)).toEqual({ busy: 170, steal: 20, total: 1_030 });
  });

  it('reads the four fields of old kernels', () => {
    expect(parseCpuTicks('cpu  1 2 3 4\n')).toEqual({ busy: 6, steal: 0, total: 10 });
  });

  it.each(['', 'cpu0 1 2 3 4\n', 'cpu  1 2\n', 'cpu  a b c d\n'])('is undefined for %j', (stat) => {
    expect(parseCpuTicks(stat)).toBeUndefined();
  });
});

describe('parsePressureUs', () => {
  it('is the total of `some`', () => {
    const text =
      'some avg10=0.38 avg60=0.92 avg300=2.00 total=96903148\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=7\n';
    expect(parsePressureUs(text)).toBe(96_903_148);
  });

  it('is undefined where the kernel keeps no pressure', () => {
    expect(parsePressureUs('')).toBeUndefined();
  });
});

describe('parseMeminfoBytes', () => {
  const meminfo = 'MemTotal:       24684084 kB\nMemFree:        1 kB\nMemAvailable:   24323328 kB\n';

  it('is one field in bytes', () => {
    expect(parseMeminfoBytes(meminfo, 'MemAvailable')).toBe(24_323_328 * 1_024);
  });

  it('is undefined, not 0, when the field is not there', () => {
    expect(parseMeminfoBytes(meminfo, 'SwapFree')).toBeUndefined();
  });
});

describe('limits of a container', () => {
  it.each([
    ['200000 100000\n', 2],
    ['150000 100000', 1.5],
    ['max 100000\n', undefined],
    ['', undefined],
  ])('cpu.max %j allows %s cores', (text, cores) => {
    expect(parseCpuMax(text)).toBe(cores);
  });

  it('is no limit when the quota is -1', () => {
    expect(quotaCores(-1, 100_000)).toBeUndefined();
    expect(quotaCores(50_000, 100_000)).toBe(0.5);
    expect(quotaCores(undefined, 100_000)).toBeUndefined();
  });
});

it('reads the name of a distribution, quoted or not', () => {
  expect(parseOsName('ID=debian\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n')).toBe(
    'Debian GNU/Linux 12 (bookworm)',
  );
  expect(parseOsName('PRETTY_NAME=Alpine\n')).toBe('Alpine');
  expect(parseOsName('ID=x')).toBeUndefined();
});

it('reads the soft limit of open files', () => {
  expect(parseOpenFilesLimit('Limit   Soft   Hard  Units\nMax open files            1024      524288    files\n')).toBe(
    1_024,
  );
  expect(parseOpenFilesLimit('Max open files            unlimited unlimited files\n')).toBe(Infinity);
  expect(parseOpenFilesLimit('')).toBeUndefined();
});

describe('parseThreadTime', () => {
  it('is what ran and what waited, in nanoseconds', () => {
    expect(parseThreadTime('406675450 1575809328 141\n')).toEqual({ ranNs: 406_675_450, waitedNs: 1_575_809_328 });
  });

  it.each(['', '0 0 0\n', '12\n', 'a b c\n'])('is undefined for %j', (text) => {
    expect(parseThreadTime(text)).toBeUndefined();
  });
});

describe('parseParent', () => {
  it.each([
    ['4718 (node) R 12 4718 1 0', 12],
    ['4718 (a) S 7 (b) c) S 13 4718', 13],
  ])('of %j is %d', (stat, parent) => {
    expect(parseParent(stat)).toBe(parent);
  });

  it('is undefined for what is no such file', () => {
    expect(parseParent('')).toBeUndefined();
  });
});

describe('what a quota withholds', () => {
  it.each([
    ['0::/user.slice/a:b', '/sys/fs/cgroup/user.slice/a:b/cpu.stat'],
    ['12:memory:/m\n2:cpu,cpuacct:/docker/1', '/sys/fs/cgroup/cpu/docker/1/cpu.stat'],
    ['0::/', '/sys/fs/cgroup/cpu.stat'],
    ['1:name=systemd:/x\n3:cpuacct:/y', '/sys/fs/cgroup/cpu.stat'],
  ])('%j is looked for in %s first', (selfCgroup, first) => {
    expect(throttleFiles(selfCgroup)[0]).toBe(first);
    expect(throttleFiles(selfCgroup)).toEqual(
      expect.arrayContaining(['/sys/fs/cgroup/cpu.stat', '/sys/fs/cgroup/cpu/cpu.stat']),
    );
  });

  it('is read in nanoseconds from both versions, and absent where it is not told', () => {
    expect(parseThrottledNs('usage_usec 9\nnr_throttled 4\nthrottled_usec 1500\n')).toBe(1_500_000);
    expect(parseThrottledNs('nr_periods 7\nnr_throttled 4\nthrottled_time 1500\n')).toBe(1_500);
    expect(parseThrottledNs('usage_usec 9\n')).toBeUndefined();
  });
});

describe('parseListening', () => {
  const rows = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 6821 1 00000000 100',
    '   1: 0100007F:1F90 0100007F:A001 01 00000000:00000000 00:00000000 00000000     0        0 6822 1 00000000 20',
    '   0: 00000000000000000000000001000000:01BB 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 0 0 0 77 1 0',
  ];

  it('names port and socket of those that listen, on either kind of address', () => {
    expect(parseListening(rows.join('\n'))).toEqual([
      { port: 8_080, inode: '6821' },
      { port: 443, inode: '77' },
    ]);
  });

  it.each(['', 'nonsense\n', '0: x 0A'])('finds none in %j', (text) => {
    expect(parseListening(text)).toEqual([]);
  });
});
