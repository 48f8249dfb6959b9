/** A file that is not taken, or an act that could not be done; the message is for the reader, and nothing has changed. */
export class DeskFileError extends Error {
  name = "DeskFileError";
}
