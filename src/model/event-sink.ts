/** Where rooms put what they saw. The run's sink is the recording's writer; tests use an array. */
import type { Line } from './line.js';

export interface EventSink {
  /** Never throws and never blocks: a full disk is the writer's to report, not the participant's. */
  emit(line: Line): void;
}
