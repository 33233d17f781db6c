/** A kind of finished file: what belongs to it by rule, and where it is put. */
export interface Category {
  readonly id: string;
  /** Empty: the word that the window has for a category of the first set. */
  readonly name: string;
  /** The category that this one stands in; null: directly among the finished. */
  readonly parent: string | null;
  /** A new download of this category is put there; empty: where downloads go otherwise. */
  readonly folder: string;
  /** Ends of names, in small letters and without the dot: `tar.gz`. */
  readonly extensions: readonly string[];
  /** `example.org`, or `*.example.org` for it and all that is below it. */
  readonly hosts: readonly string[];
  /** Media types: `application/pdf`, or `image/*` for all of a kind. */
  readonly types: readonly string[];
}

const standardCategoryIds = ['software', 'documents', 'music', 'video', 'archives', 'images'] as const;

export type StandardCategoryId = (typeof standardCategoryIds)[number];

export function isStandardCategory(id: string): id is StandardCategoryId {
  return (standardCategoryIds as readonly string[]).includes(id);
}

const rulesOf: Readonly<Record<StandardCategoryId, readonly [extensions: string, types: string]>> = {
  software: [
    'exe msi msix appx dmg pkg deb rpm apk ipa appimage flatpak snap iso img jar run bin',
    'application/vnd.debian.binary-package application/x-msdownload application/x-iso9660-image application/vnd.android.package-archive',
  ],
  documents: [
    'pdf doc docx odt rtf txt md tex epub mobi djvu xls xlsx ods csv ppt pptx odp hwp hwpx html htm',
    'application/pdf application/epub+zip application/msword application/vnd.oasis.opendocument.text text/*',
  ],
  music: ['mp3 flac ogg oga opus m4a aac wav wma aiff ape mid midi', 'audio/*'],
  video: ['mp4 mkv webm avi mov wmv flv m4v mpg mpeg ts 3gp ogv', 'video/*'],
  archives: [
    'zip 7z rar tar gz tgz bz2 xz zst lz lzma cab alz egg',
    'application/zip application/gzip application/x-7z-compressed application/vnd.rar application/x-tar application/x-xz',
  ],
  images: ['jpg jpeg png gif webp avif heic bmp tif tiff svg ico psd raw', 'image/*'],
};

/** The first set. */
export const standardCategories: readonly Category[] = standardCategoryIds.map((id) => {
  const [extensions, types] = rulesOf[id];
  return {
    id,
    name: '',
    parent: null,
    folder: '',
    extensions: extensions.split(' '),
    hosts: [],
    types: types.split(' '),
  };
});

/** A category in its place. `depth` is 0 directly among the finished. */
export interface PlacedCategory {
  readonly category: Category;
  readonly depth: number;
}

/**
 * The categories in the order of a tree, each below the one it stands in, each once. One whose parent
 * is not there, or that would stand within itself, stands at the top.
 */
export function categoryTree(categories: readonly Category[]): readonly PlacedCategory[] {
  const byId = new Map(categories.map((category) => [category.id, category]));
  const children = new Map<string | null, Category[]>();
  for (const category of byId.values()) {
    const parent = isWithin(byId, category.parent, category.id) ? null : category.parent;
    const place = parent !== null && byId.has(parent) ? parent : null;
    children.set(place, [...(children.get(place) ?? []), category]);
  }
  const placed: PlacedCategory[] = [];
  const place = (parent: string | null, depth: number): void => {
    for (const category of children.get(parent) ?? []) {
      placed.push({ category, depth });
      place(category.id, depth + 1);
    }
  };
  place(null, 0);
  return placed;
}

/** The category and all that stand in it, by id. */
export function categoryWithin(categories: readonly Category[], id: string): ReadonlySet<string> {
  const tree = categoryTree(categories);
  const at = tree.findIndex(({ category }) => category.id === id);
  const depth = tree[at]?.depth;
  if (depth === undefined) return new Set();
  const rest = tree.slice(at + 1);
  const end = rest.findIndex((placed) => placed.depth <= depth);
  const below = end === -1 ? rest : rest.slice(0, end);
  return new Set([id, ...below.map(({ category }) => category.id)]);
}

/** Whether going up from `from` one meets `id`, or goes round for ever. */
function isWithin(byId: ReadonlyMap<string, Category>, from: string | null, id: string): boolean {
  const seen = new Set<string>();
  for (let at = from; at !== null; at = byId.get(at)?.parent ?? null) {
    if (at === id || seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}
