"""The data of S3's objects, a file each, in a folder that outlives LocalStack's container.

A file is written once: an object that is put anew gets another file. So what the index (object_index.py) names is whole
at any moment, and what it does not name is garbage. Nothing is removed here.
"""

import base64
import hashlib
import os
import threading
import time
import uuid
from io import BytesIO, UnsupportedOperation

from localstack.services.s3.constants import S3_CHUNK_SIZE
from localstack.services.s3.storage.core import (
    LimitedStream,
    S3ObjectStore,
    S3StoredMultipart,
    S3StoredObject,
    should_copy_in_place,
)
from localstack.services.s3.utils import get_s3_checksum


def file_of(s3_object):
    """The name of the file that has the data of an object or of a part; None of one that has none (delete markers)."""
    return getattr(s3_object, "data_file", None)


class Changes(threading.local):
    """What the request that this thread answers has written: files, and keys as (bucket, key)."""

    def __init__(self):
        self.clear()

    def clear(self):
        self.files = set()
        self.keys = set()


class StoredObject(S3StoredObject):
    """An object's data. Whoever reads has the file of the moment it was opened; whoever writes has a new one."""

    def __init__(self, files, s3_object, mode="r", lock=None):
        super().__init__(s3_object, mode)
        self._files = files
        self._lock = lock
        self._etag = None
        self._hash = None
        self._checksum = None
        self._stream = files.reader(s3_object) if mode == "r" else None
        if lock:
            lock.acquire()

    def read(self, s=-1):
        return self._stream.read(s) if self._stream else b""

    def seek(self, offset, whence=0):
        return self._stream.seek(offset, whence) if self._stream else 0

    def truncate(self, size=None):
        """LocalStack calls it for an object that is about to be put together from its parts."""
        self._begin()
        return 0

    def write(self, stream):
        self._begin()
        stream = BytesIO() if stream is None else stream
        if self.s3_object.checksum_algorithm:
            self._hash = get_s3_checksum(self.s3_object.checksum_algorithm)
        etag = hashlib.md5(usedforsecurity=False)
        while data := stream.read(S3_CHUNK_SIZE):
            self._stream.write(data)
            etag.update(data)
            if self._hash:
                self._hash.update(data)
        self._etag = self.s3_object.etag = etag.hexdigest()
        self._wrote()
        return self.s3_object.size

    def append(self, part):
        written = 0
        while data := part.read(S3_CHUNK_SIZE):
            self._stream.write(data)
            written += len(data)
        self._wrote()
        return written

    def close(self):
        if self.closed:
            return
        self.closed = True
        if self._stream:
            self._stream.close()
        if self._lock:
            self._lock.release()

    @property
    def last_modified(self):
        return self.s3_object.internal_last_modified

    @property
    def checksum(self):
        if not self.s3_object.checksum_algorithm:
            return None
        if self._checksum is None:
            digest = self._hash or self._digest_of(get_s3_checksum(self.s3_object.checksum_algorithm))
            self._checksum = base64.b64encode(digest.digest()).decode()
        return self._checksum

    @property
    def etag(self):
        if self._etag is None:
            self._etag = self._digest_of(hashlib.md5(usedforsecurity=False)).hexdigest()
        return self._etag

    def __iter__(self):
        while data := self.read(S3_CHUNK_SIZE):
            yield data

    def _begin(self):
        if self._mode != "w":
            raise UnsupportedOperation("S3 object is not in write mode")
        if self._stream:
            self._stream.close()
        self._stream = self._files.writer(self.s3_object)

    def _wrote(self):
        # The index may name the file as soon as the request is over, and readers open it by its name.
        self._stream.flush()
        self.s3_object.size = self._stream.tell()
        self.s3_object.internal_last_modified = time.time_ns()

    def _digest_of(self, digest):
        with self._files.reader(self.s3_object) as stream:
            while data := stream.read(S3_CHUNK_SIZE):
                digest.update(data)
        return digest


class StoredMultipart(S3StoredMultipart):
    """The parts of an upload. Which there are, the upload itself says."""

    def open(self, s3_part, mode="r"):
        return StoredObject(self._s3_store, s3_part, mode)

    def remove_part(self, s3_part):
        pass

    def complete_multipart(self, parts):
        with self._s3_store.open(self.bucket, self.s3_multipart.object, mode="w") as whole:
            whole.truncate()
            for s3_part in parts:
                with self.open(s3_part) as part:
                    whole.append(part)

    def copy_from_object(self, s3_part, src_bucket, src_s3_object, range_data):
        with self._s3_store.open(src_bucket, src_s3_object) as source, self.open(s3_part, mode="w") as part:
            part.write(LimitedStream(source, range_data=range_data) if range_data else source)
            if s3_part.checksum_algorithm:
                s3_part.checksum_value = part.checksum

    def close(self):
        pass


class ObjectFiles(S3ObjectStore):
    """LocalStack's object store in a folder."""

    def __init__(self, root_directory):
        self.root_directory = root_directory
        self.changes = Changes()
        self._locks = {}

    def open(self, bucket, s3_object, mode="r"):
        if mode == "r":
            return StoredObject(self, s3_object)
        self.changes.keys.add((bucket, s3_object.key))
        # LocalStack checks the conditions of a conditional write while it has the object open.
        key = (bucket, s3_object.key, s3_object.version_id or "null")
        return StoredObject(self, s3_object, mode, self._locks.setdefault(key, threading.RLock()))

    def remove(self, bucket, s3_object):
        pass

    def copy(self, src_bucket, src_object, dest_bucket, dest_object):
        if should_copy_in_place(src_bucket, src_object, dest_bucket, dest_object):
            dest_object.data_file = file_of(src_object)
            return self.open(dest_bucket, dest_object)
        copied = self.open(dest_bucket, dest_object, mode="w")
        try:
            with self.open(src_bucket, src_object) as source:
                copied.write(source)
        except BaseException:
            copied.close()
            raise
        return copied

    def get_multipart(self, bucket, upload_id):
        return StoredMultipart(self, bucket, upload_id)

    def remove_multipart(self, bucket, s3_multipart):
        pass

    def path(self, name):
        return os.path.join(self.root_directory, name)

    def reader(self, s3_object):
        name = file_of(s3_object)
        return open(self.path(name), "rb") if name else BytesIO()

    def writer(self, s3_object):
        name = s3_object.data_file = uuid.uuid4().hex
        self.changes.files.add(name)
        return open(self.path(name), "xb")
