import { describe, expect, it } from 'vitest';
import { ConfigError, describeSettings, readConfig } from '../../engine/config.ts';

describe('Settings', () => {
  it('have defaults that start an engine by itself', () => {
    expect(readConfig({})).toMatchObject({ PORT: 8080, DATA_DIR: './data', DEMO: 'auto', WORKERS: 'on' });
    expect(readConfig({ PORT: '' }).PORT).toBe(8080);
  });

  it('that are wrong are all named at once', () => {
    // when
    const read = () =>
      readConfig({ PORT: 'http', DATABASE_URL: 'mysql://x', CODE_DIGITS: '9', DEMO: 'maybe' });

    // then
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/PORT：.*\n.*DATABASE_URL：.*\n.*DEMO：.*\n.*CODE_DIGITS：/);
  });

  it('are all described', () => {
    const described = describeSettings();
    expect(described.find(({ name }) => name === 'PORT')).toEqual({
      name: 'PORT',
      meaning: expect.stringContaining('端口'),
      default: '8080',
    });
    expect(described.filter(({ meaning }) => meaning === '')).toEqual([]);
  });
});
