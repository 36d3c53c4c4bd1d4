using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Goldthread.Domain.Dataset.FiguresIn;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Features.Dataset.FiguresIn;

/// <summary>Sorts figures by their keys in as much memory as a million of them take, however many there are: what is more is laid aside in sorted
/// runs, in a file that nobody else reads and that goes with its process.</summary>
internal sealed class FigureSpool(string folder) : IDisposable
{
    /// <summary>Figures held in memory at a time.</summary>
    public const int AtOnce = 1_000_000;

    private const int ReadAtOnce = 4096;

    private readonly List<CodedFigure> held = [];
    private readonly List<(long From, long Count)> runs = [];
    private FileStream? file;
    private bool isSorted;

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>Takes figures in.</summary>
    public void Add(List<CodedFigure> figures)
    {
        isSorted = false;
        held.AddRange(figures);
        Count += figures.Count;
        if (held.Count >= AtOnce) LayAside();
    }

    /// <summary>All of them, in the order of their keys; as often as one likes.</summary>
    public IEnumerable<CodedFigure> InOrder()
    {
        if (!isSorted) held.Sort(CodedFigure.InOrder);
        isSorted = true;
        if (runs.Count == 0)
        {
            foreach (var figure in held) yield return figure;
            yield break;
        }
        PriorityQueue<IEnumerator<CodedFigure>, CodedFigure> next = new(Comparer<CodedFigure>.Create(CodedFigure.InOrder));
        foreach (var source in runs.Select(r => Run(r.From, r.Count)).Append(held))
        {
            var at = source.GetEnumerator();
            if (at.MoveNext()) next.Enqueue(at, at.Current);
        }
        while (next.TryPeek(out var least, out var figure))
        {
            yield return figure;
            if (least.MoveNext()) next.DequeueEnqueue(least, least.Current);
            else next.Dequeue();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();

    private void LayAside()
    {
        held.Sort(CodedFigure.InOrder);
        if (file is null)
        {
            OwnerOnly.MakeFolder(folder);
            file = OwnerOnly.Write(Path.Combine(folder, Guid.NewGuid().ToString("N")), FileMode.CreateNew, isRead: true, FileOptions.DeleteOnClose);
        }
        file.Position = file.Length;
        runs.Add((file.Position, held.Count));
        file.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(held)));
        held.Clear();
    }

    private IEnumerable<CodedFigure> Run(long from, long count)
    {
        var some = new CodedFigure[ReadAtOnce];
        for (long at = 0; at < count; at += ReadAtOnce)
        {
            var size = (int)Math.Min(ReadAtOnce, count - at);
            file!.Position = from + (at * Unsafe.SizeOf<CodedFigure>());
            file.ReadExactly(MemoryMarshal.AsBytes(some.AsSpan(0, size)));
            for (var i = 0; i < size; i++) yield return some[i];
        }
    }
}
