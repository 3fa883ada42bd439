/**
 * Acts on something that may have been removed meanwhile. A failure counts only while the thing is still there, or while
 * nobody can tell.
 */
export async function unlessGone(act: () => Promise<void>, exists: () => Promise<boolean>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (await exists().catch(() => true)) throw error;
  }
}
