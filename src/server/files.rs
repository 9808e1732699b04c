//! The evidence files: bytes under keys that the server makes, never under a name that somebody sent.

use std::{fmt, sync::Arc};

use bytes::Bytes;
use futures::{TryStreamExt, stream::BoxStream};
use object_store::{
    ObjectMeta, ObjectStore, ObjectStoreExt, aws::AmazonS3Builder, local::LocalFileSystem, memory::InMemory,
    path::Path, prefix::PrefixStore,
};
use sha2::{Digest, Sha256};
use thiserror::Error;
use uuid::Uuid;

use super::config::FilesAddress;
use crate::{kernel::canonical::sha256, store::Failure};

/// An open object store; cheap to clone.
#[derive(Clone)]
pub struct Files(Arc<dyn ObjectStore>);

/// The key of one file: a random number, so that it can neither be guessed nor collide. Only the demo, which nobody has to
/// guess and which is to be the same each time, makes its keys of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileKey(Uuid);

/// The bytes of a file, piece by piece.
pub type FileStream = BoxStream<'static, Result<Bytes, object_store::Error>>;

/// What the bytes of a file come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// How many there are.
    pub size: u64,
    /// Their SHA-256, in hexadecimal.
    pub sha256: String,
}

/// Why the files cannot be reached.
#[derive(Debug, Error)]
pub enum FilesError {
    /// The folder cannot be made or opened.
    #[error("the folder {folder} of ZEQING_FILES cannot be used: {cause}")]
    Folder {
        /// The folder.
        folder: String,
        /// What is wrong.
        cause: String,
    },
    /// The bucket's settings are incomplete.
    #[error("the bucket of ZEQING_FILES cannot be used: {0}")]
    Bucket(object_store::Error),
}

impl FileKey {
    /// A key that no file has.
    #[must_use]
    pub fn fresh() -> Self {
        Self(Uuid::new_v4())
    }

    /// The key of these words, the same each time.
    #[must_use]
    pub fn of(words: &str) -> Self {
        let digest = sha256(words.as_bytes());
        Self(Uuid::from_bytes(std::array::from_fn(|at| digest[at])))
    }

    /// Reads a key as [`fmt::Display`] writes it; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let key = Self(Uuid::try_parse(text).ok()?);
        (key.to_string() == text).then_some(key)
    }

    /// Two levels of folders, so that no folder gets too large to list.
    fn path(self) -> Path {
        let name = self.to_string();
        Path::from(format!("{}/{}/{name}", &name[..2], &name[2..4]))
    }
}

impl fmt::Display for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.simple())
    }
}

impl Files {
    /// Opens the store that the settings name; a folder is made where it is missing.
    ///
    /// # Errors
    /// See [`FilesError`].
    pub fn open(address: &FilesAddress) -> Result<Self, FilesError> {
        let store: Arc<dyn ObjectStore> = match address {
            FilesAddress::Memory => Arc::new(InMemory::new()),
            FilesAddress::Folder(folder) => {
                let wrong = |cause: String| FilesError::Folder { folder: folder.display().to_string(), cause };
                std::fs::create_dir_all(folder).map_err(|error| wrong(error.to_string()))?;
                Arc::new(LocalFileSystem::new_with_prefix(folder).map_err(|error| wrong(error.to_string()))?)
            }
            FilesAddress::Bucket { bucket, prefix } => {
                return Self::of_bucket(AmazonS3Builder::from_env().with_bucket_name(bucket), prefix);
            }
        };
        Ok(Self(store))
    }

    /// Opens a bucket. Files are removed one by one, for not every service that speaks S3 removes many at once.
    fn of_bucket(builder: AmazonS3Builder, prefix: &str) -> Result<Self, FilesError> {
        let bucket = builder.with_disable_bulk_delete(true).build().map_err(FilesError::Bucket)?;
        Ok(Self(Arc::new(PrefixStore::new(bucket, prefix))))
    }

    /// Keeps a file under a key of its own.
    ///
    /// # Errors
    /// When the store does not take it; nothing is kept then.
    pub async fn put(&self, key: FileKey, bytes: Bytes) -> Result<(), Failure> {
        self.0.put(&key.path(), bytes.into()).await.map_err(internal)?;
        Ok(())
    }

    /// The bytes of a file; `None` where there is none.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn get(&self, key: FileKey) -> Result<Option<FileStream>, Failure> {
        match self.0.get(&key.path()).await {
            Ok(found) => Ok(Some(found.into_stream())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(internal(error)),
        }
    }

    /// What the bytes of a file come to, read piece by piece; `None` where there is none.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn measure(&self, key: FileKey) -> Result<Option<Content>, Failure> {
        let Some(mut pieces) = self.get(key).await? else { return Ok(None) };
        let (mut size, mut hash) = (0, Sha256::new());
        while let Some(piece) = pieces.try_next().await.map_err(internal)? {
            size += piece.len() as u64;
            hash.update(&piece);
        }
        Ok(Some(Content { size, sha256: hex::encode(hash.finalize()) }))
    }

    /// Removes a file. One that is missing is no error: it may have been removed by an attempt that was cut off.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn delete(&self, key: FileKey) -> Result<(), Failure> {
        match self.0.delete(&key.path()).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(internal(error)),
        }
    }

    /// Every key with the size of its file in bytes, in order of key.
    ///
    /// # Errors
    /// When the store cannot be listed.
    pub async fn list(&self) -> Result<Vec<(FileKey, u64)>, Failure> {
        // What is not named by a key was not put here by this program.
        let ours = |meta: ObjectMeta| Some((FileKey::parse(meta.location.filename()?)?, meta.size));
        let found = self.0.list(None).try_filter_map(|meta| async move { Ok(ours(meta)) });
        let mut keys: Vec<(FileKey, u64)> = found.try_collect().await.map_err(internal)?;
        keys.sort_unstable();
        Ok(keys)
    }
}

fn internal(error: object_store::Error) -> Failure {
    Failure::Internal(error.into())
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, sync::Mutex};

    use axum::{
        Router,
        extract::State,
        http::{HeaderMap, Method, StatusCode, Uri},
        response::{IntoResponse, Response},
    };
    use tokio::net::TcpListener;

    use super::*;

    /// What a bucket keeps: the bytes by their keys.
    type Kept = Arc<Mutex<BTreeMap<String, Bytes>>>;

    /// A service that speaks as much of S3 as is needed here, with one bucket; answers its address and what it keeps.
    async fn bucket() -> (String, Kept) {
        let kept = Kept::default();
        let app = Router::new().fallback(answer).with_state(Arc::clone(&kept));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, app).await });
        (address, kept)
    }

    async fn answer(State(kept): State<Kept>, method: Method, uri: Uri, headers: HeaderMap, bytes: Bytes) -> Response {
        assert!(headers.contains_key("authorization"), "every request is signed");
        let path = uri.path().trim_start_matches("/evidence").trim_start_matches('/').to_owned();
        let mut kept = kept.lock().unwrap();
        let etag = [("etag", "\"1\"")];
        match method {
            Method::PUT => {
                kept.insert(path, bytes);
                etag.into_response()
            }
            Method::DELETE => {
                kept.remove(&path);
                StatusCode::NO_CONTENT.into_response()
            }
            _ if path.is_empty() => listed(&kept, uri.query().unwrap_or_default()).into_response(),
            _ => kept
                .get(&path)
                .map_or(StatusCode::NOT_FOUND.into_response(), |found| (etag, found.clone()).into_response()),
        }
    }

    /// The keys of the bucket that begin as it is asked.
    fn listed(kept: &BTreeMap<String, Bytes>, query: &str) -> String {
        let prefix =
            query.split('&').find_map(|pair| pair.strip_prefix("prefix=")).unwrap_or_default().replace("%2F", "/");
        let found = kept.iter().filter(|(key, _)| key.starts_with(&prefix)).map(|(key, bytes)| {
            let (size, day) = (bytes.len(), "2026-09-01T00:00:00.000Z");
            format!("<Contents><Key>{key}</Key><Size>{size}</Size><LastModified>{day}</LastModified></Contents>")
        });
        format!("<ListBucketResult>{}</ListBucketResult>", found.collect::<String>())
    }

    #[tokio::test]
    async fn a_bucket_keeps_files_under_its_prefix_and_lists_no_others() {
        let (address, kept) = bucket().await;
        kept.lock().unwrap().insert(format!("others/{}", FileKey::fresh()), Bytes::from_static(b"1"));
        let builder = AmazonS3Builder::new().with_endpoint(address).with_allow_http(true).with_region("local");
        let builder = builder.with_access_key_id("k").with_secret_access_key("s").with_bucket_name("evidence");
        let files = Files::of_bucket(builder, "district/2026").unwrap();
        keeps_reads_and_removes(&files).await;
        let key = FileKey::fresh();
        files.put(key, Bytes::from_static(b"2")).await.unwrap();
        assert!(kept.lock().unwrap().contains_key(&format!("district/2026/{}", key.path())));
        files.delete(key).await.unwrap();
        assert_eq!(kept.lock().unwrap().len(), 1, "what is others' stays");
    }

    #[tokio::test]
    async fn a_file_is_kept_read_and_removed() {
        let folder = tempfile::tempdir().unwrap();
        for address in [FilesAddress::Memory, FilesAddress::Folder(folder.path().join("files"))] {
            let files = Files::open(&address).unwrap();
            keeps_reads_and_removes(&files).await;
        }
    }

    async fn keeps_reads_and_removes(files: &Files) {
        let key = FileKey::fresh();
        files.put(key, Bytes::from_static("证据".as_bytes())).await.unwrap();
        let read: Vec<Bytes> = files.get(key).await.unwrap().unwrap().try_collect().await.unwrap();
        assert_eq!(read.concat(), "证据".as_bytes());
        assert_eq!(files.list().await.unwrap(), [(key, 6)]);
        let content = Content { size: 6, sha256: hex::encode(sha256("证据".as_bytes())) };
        assert_eq!(files.measure(key).await.unwrap(), Some(content));
        files.delete(key).await.unwrap();
        files.delete(key).await.unwrap();
        assert!(files.get(key).await.unwrap().is_none());
        assert_eq!(files.measure(key).await.unwrap(), None);
    }

    #[test]
    fn a_key_is_read_only_as_it_is_written() {
        let key = FileKey::fresh();
        assert_eq!(FileKey::parse(&key.to_string()), Some(key));
        for wrong in ["", "../../etc/passwd", &key.to_string().to_uppercase(), &key.0.hyphenated().to_string()] {
            assert_eq!(FileKey::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_same_words_make_the_same_key_and_others_another() {
        let key = FileKey::of("甲");
        assert_eq!(FileKey::of("甲"), key);
        assert_ne!(FileKey::of("乙"), key);
        assert_eq!(FileKey::parse(&key.to_string()), Some(key));
    }
}
