import { serveSnapshotFile } from '#client';

// The thread that reads a visitor's snapshot file.
serveSnapshotFile(self);
