/** A built-in meeting and a folder for one part of a row, gone afterwards whatever happens in it. */
import path from 'node:path';
import { startRehearsal, type Rehearsal } from '../../src/rehearsal/start-rehearsal.js';
import { withTempFolder } from '../helpers/temp.js';

export async function inMeeting<T>(use: (meeting: Rehearsal, folder: string) => Promise<T>): Promise<T> {
  return withTempFolder(async (folder) => {
    const meeting = await startRehearsal({ truthFile: path.join(folder, 'truth.jsonl') });
    try {
      return await use(meeting, folder);
    } finally {
      await meeting.close();
    }
  });
}
