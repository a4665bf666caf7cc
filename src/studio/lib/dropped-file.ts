import { FlowError } from '#contract';

/** The one file that was dropped, or why it is not taken. */
export function droppedFile({ items, files }: Pick<DataTransfer, 'items' | 'files'>): File | FlowError {
  const [file, ...more] = files;
  if (file === undefined) return refused('Nothing that can be read was dropped.');
  if (more.length > 0) return refused(`${files.length} files were dropped, and one project is shown at a time.`);
  // A folder comes as a file that cannot be read.
  if (items[0]?.webkitGetAsEntry?.()?.isDirectory) return refused(`${file.name} is a folder.`);
  return file;
}

function refused(message: string): FlowError {
  return new FlowError('SOURCE_UNREADABLE', message, { remedy: 'Drop the one file that aksara snapshot wrote.' });
}
