namespace Goldthread.Domain.Dataset.FiguresIn;

/// <summary>What can't be taken of a file: the first of it with its place, and how much there is.</summary>
public sealed class FigureFaults
{
    /// <summary>How many are kept with their place.</summary>
    public const int Most = 200;

    private readonly List<PublishedProblem> all = [];

    /// <summary>The first ones, in the order they were met.</summary>
    public IReadOnlyList<PublishedProblem> All => all;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Something is wrong with the whole table, which is as wrong without its bad rows. Known however many faults came before.</summary>
    public bool OfTheWhole { get; private set; }

    /// <summary>The latest, for the file of rows that were left.</summary>
    public PublishedProblem? Latest { get; private set; }

    /// <summary>Notes one.</summary>
    /// <param name="line">Line of the file, from 1; 0 for the whole.</param>
    /// <param name="column">Heading; empty for the whole row.</param>
    /// <param name="found">What stands there.</param>
    /// <param name="accepted">What may stand there.</param>
    public void Add(int line, string column, string found, string accepted)
    {
        Count++;
        OfTheWhole |= line == 0;
        Latest = new(line, column, found.Length > 80 ? found[..80] + "…" : found, accepted);
        if (all.Count < Most) all.Add(Latest);
    }
}
