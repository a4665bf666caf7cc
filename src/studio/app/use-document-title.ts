import { useEffect } from 'react';
import { useSnapshot } from '../lib/api.ts';
import { visibleLine } from '../lib/visible-text.ts';

/** `orders · Models · shop`: tells tabs and history entries apart. */
export function useDocumentTitle(section: string | undefined, id: string | null): void {
  const project = useSnapshot().data?.project.name;
  const title = [id, section, project ?? 'Aksara Studio'].filter(Boolean).join(' · ');
  useEffect(() => {
    document.title = visibleLine(title);
  }, [title]);
}
