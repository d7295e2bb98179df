/**
 * Writes to a track until it ended.
 * @returns false when it did: the browser closes the stream once the last track of its source has stopped.
 */
export async function deliver<T extends VideoFrame | AudioData>(
  writer: WritableStreamDefaultWriter<T>,
  data: T,
): Promise<boolean> {
  try {
    await writer.write(data);
    return true;
  } catch {
    data.close();
    return false;
  }
}
