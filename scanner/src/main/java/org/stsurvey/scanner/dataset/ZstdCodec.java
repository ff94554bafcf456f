package org.stsurvey.scanner.dataset;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/// ZSTD for the pages of one file.
///
/// Parquet's own codec streams through Hadoop's classes and prepares a compressor for a page of any size, a
/// megabyte and more of tables, for each of a part's hundreds of small pages: half of the fixed cost of a part.
/// A page is whole in memory anyway, so here it is compressed in one call, by one compressor per file. Any
/// reader can read it.
final class ZstdCodec implements CompressionCodecFactory {

    private final Compressor compressor;
    private final Decompressor decompressor = new Decompressor();

    /// For readers, and for writers that compress as Zstandard does by default.
    ZstdCodec() {
        this(Zstd.defaultCompressionLevel());
    }

    ZstdCodec(int level) {
        this.compressor = new Compressor(level);
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return compressor;
    }

    /// @throws IllegalArgumentException if the file was compressed with something else, which we never do
    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        if (codec != CompressionCodecName.ZSTD) {
            throw new IllegalArgumentException("its pages are compressed with " + codec + ", not ZSTD");
        }
        return decompressor;
    }

    @Override
    public void release() {
        compressor.release();
        decompressor.release();
    }

    private static final class Compressor implements BytesInputCompressor {

        private final ZstdCompressCtx context;

        Compressor(int level) {
            this.context = new ZstdCompressCtx().setLevel(level);
        }

        @Override
        public BytesInput compress(BytesInput page) throws IOException {
            return BytesInput.from(context.compress(page.toInputStream().readNBytes(Math.toIntExact(page.size()))));
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        public void release() {
            context.close();
        }
    }

    private static final class Decompressor implements BytesInputDecompressor {

        private final ZstdDecompressCtx context = new ZstdDecompressCtx();

        @Override
        public BytesInput decompress(BytesInput page, int size) throws IOException {
            return BytesInput.from(
                    context.decompress(page.toInputStream().readNBytes(Math.toIntExact(page.size())), size));
        }

        @Override
        public void decompress(ByteBuffer page, int compressedSize, ByteBuffer output, int size) {
            byte[] compressed = new byte[compressedSize];
            page.get(compressed);
            output.put(context.decompress(compressed, size));
        }

        @Override
        public void release() {
            context.close();
        }
    }
}
