/** As any program makes a file: the user's umask decides. */
export const partMode = 0o666;
/** A control file holds addresses with their secrets. */
export const controlMode = 0o600;
