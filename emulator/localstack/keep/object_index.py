"""What S3 has (buckets, keys, versions, uploads, tags), in a SQLite file beside the files with the data.

A record is what LocalStack has in memory of one bucket, one key or one upload, pickled: the file is read by the release
that wrote it (start.py). What a request changed is one transaction, committed before its answer. The journal is
written ahead and not forced to the disk: what was committed outlives the process however that ends.
"""

import copy
import os
import pickle
import sqlite3
import threading
import time

from localstack.services.s3.constants import DEFAULT_BUCKET_ENCRYPTION
from localstack.services.s3.models import VersionedKeyStore, s3_stores
from localstack.services.s3.utils import get_unique_key_id

from object_files import file_of

LAYOUT = 1

# Operations that change nothing, by how their names begin.
READING = ("Get", "Head", "List", "Select")

# Seconds until a file goes that no record names: whoever looked its object up a moment ago still opens it.
GRACE = 60


class ObjectIndex:
    def __init__(self, path, files):
        self._files = files
        self._lock = threading.Lock()
        self._database = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
        # Exclusive: one LocalStack at a time, and no memory to be shared through a mounted folder.
        for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = NORMAL"):
            self._database.execute(f"PRAGMA {pragma}")
        (layout,) = self._database.execute("PRAGMA user_version").fetchone()
        if layout not in (0, LAYOUT):
            raise RuntimeError(f"its index has version {layout} of the layout, and this program has {LAYOUT}")
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS records (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, bucket TEXT NOT NULL,"
            " name TEXT NOT NULL, value BLOB NOT NULL, UNIQUE (kind, bucket, name)) STRICT"
        )
        self._database.execute(f"PRAGMA user_version = {LAYOUT}")
        # The files that each record names. A record is (kind, bucket, name of the key or id of the upload).
        self._named = {}
        # What a commit failed to keep: the next one tries again.
        self._unsaved = {}
        self._written = set()
        # Files that no record names any longer, with the time since when.
        self._garbage = []

    def load(self):
        """Gives LocalStack what there is from before, and removes files that a request left which did not end."""
        # A bucket's own record is older than those of what is in it.
        rows = self._database.execute("SELECT kind, bucket, name, value FROM records ORDER BY id")
        for kind, bucket, name, value in rows:
            record = pickle.loads(value)
            if kind == "bucket":
                load_bucket(record)
            elif kind == "key":
                load_key(bucket_of(bucket), name, record)
            else:
                bucket_of(bucket).multiparts[name] = record["upload"]
            self._named[kind, bucket, name] = files_in(record)
        there = set(os.listdir(self._files.root_directory))
        named = set().union(*self._named.values())
        if lost := named - there:
            raise RuntimeError(f"{len(lost)} of {len(named)} files with data are gone, such as {min(lost)}")
        for name in there - named:
            os.unlink(self._files.path(name))

    def keeping(self, operation, handler):
        """The handler of an operation, with what it changes kept before it returns. A full disk is an error of S3's."""
        if operation.startswith(READING):
            return handler
        changes = self._files.changes

        def handle(context, request):
            changes.clear()
            result = None
            try:
                result = handler(context, request)
                return result
            finally:
                self._save(changed_by(operation, request or {}, result or {}, changes.keys), changes.files)

        return handle

    def _save(self, rows, written):
        with self._lock:
            self._unsaved.update(dict.fromkeys(rows))
            self._written |= written
            for kind, bucket, _ in list(self._unsaved):
                if kind == "bucket" and bucket_of(bucket) is None:
                    self._unsaved.update(dict.fromkeys(row for row in self._named if row[1] == bucket))
            records = {row: record_of(*row) for row in self._unsaved}
            self._commit(records)
            before = self._written.union(*(self._named.pop(row, ()) for row in records))
            self._named.update((row, files_in(record)) for row, record in records.items() if record)
            after = set().union(*(self._named.get(row, ()) for row in records))
            self._unsaved = {}
            self._written = set()
            self._collect(before - after)

    def _commit(self, records):
        self._database.execute("BEGIN IMMEDIATE")
        try:
            for row, record in records.items():
                if record is None:
                    self._database.execute("DELETE FROM records WHERE kind = ? AND bucket = ? AND name = ?", row)
                else:
                    self._database.execute(
                        "INSERT INTO records (kind, bucket, name, value) VALUES (?, ?, ?, ?)"
                        " ON CONFLICT DO UPDATE SET value = excluded.value",
                        (*row, pickle.dumps(record)),
                    )
            self._database.execute("COMMIT")
        except BaseException:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
            raise

    def _collect(self, names):
        now = time.monotonic()
        self._garbage.extend((now, name) for name in names)
        while self._garbage and self._garbage[0][0] < now - GRACE:
            os.unlink(self._files.path(self._garbage.pop(0)[1]))


def changed_by(operation, request, result, keys):
    """The records that an operation may have changed. Of keys it names most; those it wrote to, `keys` has."""
    bucket = request.get("Bucket")
    if bucket is None:
        return []
    rows = [("key", *key) for key in keys]
    rows += [("key", bucket, each["Key"]) for each in (request.get("Delete") or {}).get("Objects", ())]
    if key := request.get("Key"):
        rows.append(("key", bucket, key))
    if operation == "PutBucketVersioning" and (s3_bucket := bucket_of(bucket)):
        # LocalStack gives all that is there a version, null.
        rows += [("key", bucket, key) for key in list(s3_bucket.objects._store)]
    if upload := request.get("UploadId") or result.get("UploadId"):
        rows.append(("upload", bucket, upload))
    return rows if "Key" in request and rows else [("bucket", bucket, ""), *rows]


def bucket_of(name):
    """LocalStack's bucket of that name, or None."""
    for regions in list(s3_stores.values()):
        for store in list(regions.values()):
            if bucket := store.buckets.get(name):
                return bucket
    return None


def store_of(bucket):
    return s3_stores[bucket.bucket_account_id][bucket.bucket_region]


def record_of(kind, bucket_name, name):
    """What there is to keep; None where it is gone."""
    bucket = bucket_of(bucket_name)
    if bucket is None:
        return None
    if kind == "upload":
        upload = bucket.multiparts.get(name)
        return upload and {"upload": upload}
    tags = store_of(bucket).tags
    if kind == "bucket":
        bare = copy.copy(bucket)
        bare.objects = type(bucket.objects)()
        bare.multiparts = {}
        kms_key = store_of(bucket).aws_managed_kms_key_id
        return {"bucket": bare, "tags": tags.get_tags(bucket.bucket_arn), "kms_key": kms_key}
    entry = bucket.objects._store.get(name)
    if not entry:
        return None
    versions = list(entry.values()) if isinstance(entry, dict) else [entry]
    ids = [get_unique_key_id(bucket_name, name, version.version_id) for version in versions]
    return {"versions": versions, "tags": {id: tags.get_tags(id) for id in ids if tags.get_tags(id)}}


def files_in(record):
    objects = record.get("versions", ())
    if upload := record.get("upload"):
        objects = upload.parts.values()
    return frozenset(file for each in objects if (file := file_of(each)))


def load_bucket(record):
    bucket = record["bucket"]
    # LocalStack asks whether it is the default itself, not one like it.
    if bucket.encryption_rule == DEFAULT_BUCKET_ENCRYPTION:
        bucket.encryption_rule = DEFAULT_BUCKET_ENCRYPTION
    store = store_of(bucket)
    store.buckets[bucket.name] = bucket
    store.global_bucket_map[bucket.name] = bucket.bucket_account_id
    if record["kms_key"]:
        store.aws_managed_kms_key_id = record["kms_key"]
    if record["tags"]:
        store.tags.update_tags(bucket.bucket_arn, record["tags"])


def load_key(bucket, key, record):
    versions = record["versions"]
    if isinstance(bucket.objects, VersionedKeyStore):
        # Not by its own `set`, which judges anew which version is the current one.
        bucket.objects._store[key] = {version.version_id: version for version in versions}
    else:
        (bucket.objects._store[key],) = versions
    for id, tags in record["tags"].items():
        store_of(bucket).tags.update_tags(id, tags)
