import { snappyUncompressor } from 'hysnappy';
import { LapwingError } from '../../errors.ts';

/** One instance of the decompressor has one memory, which grows with the largest block and is used again. */
const uncompress = snappyUncompressor();

/** A snappy block's content. Throws LapwingError BAD_REQUEST for what is no such block, TOO_LARGE beyond `most` bytes. */
export function unsnap(block: Uint8Array, most: number): Uint8Array {
  const length = contentLength(block);
  if (length === undefined) throw notSnappy('it does not begin with a length');
  if (length > most) {
    throw new LapwingError('TOO_LARGE', {
      message: `the body holds ${length} bytes; ${most} are the most`,
      where: 'body',
      hint: 'Send it in several smaller requests (remote_write.queue_config.max_samples_per_send).',
    });
  }
  if (length === 0) return new Uint8Array();
  try {
    return uncompress(block, length);
  } catch (cause) {
    throw notSnappy(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

/** The block's own word on how long its content is: a number of up to 32 bits, seven of them a byte. */
function contentLength(block: Uint8Array): number | undefined {
  let length = 0;
  for (let i = 0; i < Math.min(5, block.length); i++) {
    length += (block[i] % 128) * 128 ** i;
    if (block[i] < 128) return length;
  }
  return undefined;
}

function notSnappy(why: string, cause?: unknown): LapwingError {
  return new LapwingError(
    'BAD_REQUEST',
    {
      message: `the body is no snappy block: ${why}`,
      where: 'body',
      hint: 'Send a remote-write request as Prometheus does: protobuf in the snappy block format.',
    },
    { cause },
  );
}
