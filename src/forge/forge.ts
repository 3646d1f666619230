/** A comment as the forge keeps it. */
export interface StoredComment {
  readonly id: string;
  readonly body: string;
  /** Whether who runs this may have written it; a comment of somebody else is not taken for ours, whatever stands in it. */
  readonly own: boolean;
}

/** A pull or merge request at a forge, as far as one comment goes. */
export interface Forge {
  readonly name: 'github' | 'gitlab' | 'bitbucket';
  /** The repository's page. */
  readonly url?: string;
  /** The comments on it, oldest first, over all pages. */
  comments(): AsyncIterable<StoredComment>;
  create(body: string): Promise<unknown>;
  update(id: string, body: string): Promise<unknown>;
}
