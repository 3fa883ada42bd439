/**
 * Acts on something that may have been removed meanwhile. A failure counts only while the thing is still there, or while
 * nobody can tell.
 * @returns whether it went well; false where the thing is gone
 */
export async function unlessGone(act: () => Promise<void>, exists: () => Promise<boolean>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (await exists().catch(() => true)) throw error;
    return false;
  }
}
