import { ProblemError } from './issue.ts';

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const REPOSITORY =
  /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?\/)?[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*$/;

/** An image that people can read and nobody can change under us: `repository:tag@sha256:…`. */
export class ImageRef {
  private constructor(
    readonly repository: string,
    readonly tag: string,
    readonly digest: string,
  ) {}

  /**
   * Reads `repository:tag@sha256:<64 hex digits>`.
   * @throws ProblemError `image/invalid`, `image/latest`, `image/not-pinned`
   */
  static parse(text: string): ImageRef {
    const at = text.indexOf('@');
    const name = at < 0 ? text : text.slice(0, at);
    const digest = at < 0 ? undefined : text.slice(at + 1);
    const colon = name.lastIndexOf(':');
    const hasTag = colon > name.lastIndexOf('/');
    const repository = hasTag ? name.slice(0, colon) : name;
    const tag = hasTag ? name.slice(colon + 1) : undefined;
    if (!REPOSITORY.test(repository) || (tag !== undefined && !TAG.test(tag))) {
      throw new ProblemError({
        code: 'image/invalid',
        message: `must be repository:tag@sha256:…, got ${JSON.stringify(text)}`,
      });
    }
    if (tag === 'latest') {
      throw new ProblemError({
        code: 'image/latest',
        message: `must not use the tag latest, got ${text}`,
        fix: 'name the version that was built: latest says nothing in a review and moves',
      });
    }
    if (digest === undefined || tag === undefined) {
      throw new ProblemError({
        code: 'image/not-pinned',
        message: `must be pinned by tag and digest (repository:tag@sha256:…), got ${text}`,
        fix:
          digest === undefined
            ? 'append the digest that the registry reports for this tag'
            : 'add the tag in front of the digest, for people to read',
      });
    }
    if (!DIGEST.test(digest)) {
      throw new ProblemError({
        code: 'image/invalid',
        message: `must end in @sha256: and 64 hexadecimal digits, got @${digest}`,
      });
    }
    return new ImageRef(repository, tag, digest);
  }

  toString(): string {
    return `${this.repository}:${this.tag}@${this.digest}`;
  }
}
