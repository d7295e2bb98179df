/** Screens of a calibration, made for tests. */
import type { SavedCalibration, Screen, ScreenElement } from '../../src/calibration/calibration-schema.js';
import type { JoinState } from '../../src/model/join-state.js';

export interface MadeScreen {
  readonly number?: number;
  readonly state?: JoinState;
  readonly elements?: readonly Partial<ScreenElement>[];
  readonly lines?: readonly string[];
  readonly connections?: readonly string[];
  /** CSS of the iframe that all of it is in. */
  readonly frame?: string;
  readonly rules?: Screen['opinion']['rules'];
}

/** Keys are `e1`, `e2` … in the order given. */
export function makeScreen(made: MadeScreen = {}): Screen {
  const { number = 1, state = 'unknown', elements = [], lines = [], connections = [], frame, rules = [] } = made;
  return {
    number,
    takenAt: `2026-11-27T08:00:0${number}.000Z`,
    viewport: { width: 1280, height: 720 },
    frames: [
      {
        ...(frame === undefined ? {} : { frame }),
        address: 'https://meeting.example.com/j/room',
        title: 'Meeting',
        elements: elements.map((element, index) => ({
          ...{ key: `e${index + 1}`, tag: 'div', css: [] },
          box: { x: 10, y: 40 * index, width: 100, height: 30 },
          ...element,
        })),
        lines: [...lines],
        connections: [...connections],
      },
    ],
    opinion: { state, rules },
  };
}

export function makeCalibration(
  screens: readonly Screen[],
  answers: SavedCalibration['answers'] = [],
  platform = 'rehearsal',
): SavedCalibration {
  return { version: 1, platform, host: 'meeting.example.com', screens: [...screens], answers };
}
