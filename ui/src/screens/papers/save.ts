// A paper becomes a file.
import { asApiError, host } from '../../host';
import { toast } from '../../kit';
import type { PaperSubject } from './papers';

/** Writes the paper as PDF and says where. Answers whether it was written. */
export async function savePaper(subject: PaperSubject, kind: string): Promise<boolean> {
  try {
    const { path } = await host.call('paper_pdf', { ...subject, kind });
    toast({ kind: 'done', sentence: `Saved ${path}`, action: { label: 'Show in folder', run: () => void host.reveal(path) } });
    return true;
  } catch (thrown) {
    toast({ kind: 'error', sentence: asApiError(thrown).message });
    return false;
  }
}
