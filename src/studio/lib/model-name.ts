/** A model's id as people write it: without the schema when that is `public`. */
export function modelName(id: string): string {
  return id.startsWith('public.') ? id.slice('public.'.length) : id;
}
