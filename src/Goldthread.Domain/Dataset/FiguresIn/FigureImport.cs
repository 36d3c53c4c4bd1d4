namespace Goldthread.Domain.Dataset.FiguresIn;

/// <summary>How far a table of figures has come.</summary>
public enum ImportState
{
    /// <summary>It was recognised; somebody is to say how it is read.</summary>
    Recognised,

    /// <summary>It waits for being read whole, without anything being kept.</summary>
    ToCheck,

    /// <summary>It was read: what would come in is known.</summary>
    Checked,

    /// <summary>It waits for being brought in.</summary>
    ToBringIn,

    /// <summary>Its figures stand.</summary>
    Done,

    /// <summary>It was given up, or somebody stopped it; nothing of it was kept.</summary>
    Stopped,
}

/// <summary>A figure that would change.</summary>
/// <param name="What">Indicator, place, part and period, in words.</param>
/// <param name="Was">What stands now.</param>
/// <param name="Becomes">What it would become.</param>
/// <param name="Line">Line of the file.</param>
public sealed record FigureChange(string What, string Was, string Becomes, int Line);

/// <summary>What the reading of a whole table gave.</summary>
public sealed record FigureCount
{
    /// <summary>Rows read.</summary>
    public int Rows { get; init; }

    /// <summary>Figures there are none for yet.</summary>
    public int Added { get; init; }

    /// <summary>Figures that would replace others.</summary>
    public int Changed { get; init; }

    /// <summary>Figures that stand so already, or that the file says twice.</summary>
    public int Unchanged { get; init; }

    /// <summary>Rows that can't be taken.</summary>
    public int Left { get; init; }

    /// <summary>What is wrong, the first of it.</summary>
    public IReadOnlyList<PublishedProblem> Faults { get; init; } = [];

    /// <summary>How much is wrong.</summary>
    public int FaultCount { get; init; }

    /// <summary>Something is wrong with the whole table: it does not come in without its bad rows either.</summary>
    public bool IsWrongAsAWhole { get; init; }

    /// <summary>Changes, the first of them.</summary>
    public IReadOnlyList<FigureChange> Changes { get; init; } = [];

    /// <summary>Rows left out with reason, and how many.</summary>
    public IReadOnlyDictionary<string, int> LeftOut { get; init; } = new Dictionary<string, int>();

    /// <summary>Indicators that would be new.</summary>
    public int NewIndicators { get; init; }

    /// <summary>Places met for the first time, by name.</summary>
    public IReadOnlyList<string> NewPlaces { get; init; } = [];

    /// <summary>Authorities that are no more, with the last day, among its places.</summary>
    public IReadOnlyList<string> EndedPlaces { get; init; } = [];

    /// <summary>First and last period, in words; empty without a figure.</summary>
    public string Periods { get; init; } = "";

    /// <summary>The same file again, or one that brings nothing new.</summary>
    public bool ChangesNothing => Added == 0 && Changed == 0;
}

/// <summary>A table of figures on its way in: recognised, read with what somebody said of its columns, shown, and brought in or not (I3).</summary>
public sealed class FigureImport
{
    private FigureImport() { }

    /// <summary>Takes a table down.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="fileId">The file, beside the database; several tables of an archive share it.</param>
    /// <param name="personId">Who brings it.</param>
    /// <param name="file">Name of the file.</param>
    /// <param name="hash">SHA-256 of its bytes, lower-case hex.</param>
    /// <param name="table">Which of its tables, from 0.</param>
    /// <param name="name">Name of the table.</param>
    /// <param name="reading">How it is proposed to be read, as JSON.</param>
    /// <param name="at">When, UTC.</param>
    public FigureImport(Guid id, Guid fileId, Guid personId, string file, string hash, int table, string name, string reading, DateTime at) =>
        (Id, FileId, PersonId, File, Hash, Table, Name, Reading, At, HeldUntil) = (id, fileId, personId, file, hash, table, name, reading, at, at);

    /// <summary>Tries before it is given up.</summary>
    public const int MostTries = 3;

    /// <summary>How long a node has it before another may take it up.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>How long one that nobody comes back to is kept.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    /// <summary>Its id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The file.</summary>
    public Guid FileId { get; private set; }

    /// <summary>Who brings it.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>Name of the file.</summary>
    public string File { get; private set; } = "";

    /// <summary>SHA-256 of its bytes.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>Which table of the file.</summary>
    public int Table { get; private set; }

    /// <summary>Name of the table.</summary>
    public string Name { get; private set; } = "";

    /// <summary>How it is read, as JSON.</summary>
    public string Reading { get; private set; } = "";

    /// <summary>When it came.</summary>
    public DateTime At { get; private set; }

    /// <summary>How far it is.</summary>
    public ImportState State { get; private set; }

    /// <summary>How much of the work under way is done, in per cent.</summary>
    public int Percent { get; private set; }

    /// <summary>Rows that can't be taken are left, the others come in.</summary>
    public bool GoodRowsOnly { get; private set; }

    /// <summary>Codes of places that nobody knows are taken for new places.</summary>
    public bool TakesNewPlaces { get; private set; }

    /// <summary>What the last reading gave, as JSON; empty before.</summary>
    public string Count { get; private set; } = "";

    /// <summary>Number of the import, once it began to come in.</summary>
    public int? BatchKey { get; private set; }

    /// <summary>Why it was given up; empty when it was not.</summary>
    public string Message { get; private set; } = "";

    /// <summary>Until when a node has it.</summary>
    public DateTime HeldUntil { get; private set; }

    /// <summary>How often it was taken up.</summary>
    public int Tries { get; private set; }

    /// <summary>Work is under way or waits for it.</summary>
    public bool IsUnderWay => State is ImportState.ToCheck or ImportState.ToBringIn;

    /// <summary>Asks for its being read whole.</summary>
    public void Check(string reading, bool takesNewPlaces, DateTime now) =>
        (Reading, TakesNewPlaces, State, Percent, Count, Tries, HeldUntil) = (reading, takesNewPlaces, ImportState.ToCheck, 0, "", 0, now);

    /// <summary>Asks for its being brought in.</summary>
    /// <param name="goodRowsOnly">Rows that can't be taken are left.</param>
    /// <param name="count">What the last reading gave.</param>
    /// <param name="now">Now, UTC.</param>
    /// <returns>What is wrong; then nothing is changed.</returns>
    public IReadOnlyList<Problem> BringIn(bool goodRowsOnly, FigureCount count, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(count);
        if (State != ImportState.Checked) return [new("", "Read the whole file first")];
        if (count.IsWrongAsAWhole) return [new("", "Something is wrong with the whole table, and leaving rows out does not mend it: say otherwise how it is read, or mend the file")];
        if (count.FaultCount > 0 && !goodRowsOnly) return [new("GoodRowsOnly", "Some rows can’t be taken: mend the file and bring it again, or say that the good rows alone come in")];
        if (count.ChangesNothing) return [new("", "The file brings nothing new: all of its figures stand so already")];
        (GoodRowsOnly, State, Percent, Tries, HeldUntil) = (goodRowsOnly, ImportState.ToBringIn, 0, 0, now);
        return [];
    }

    /// <summary>Stops it.</summary>
    public void Stop(string why) => (State, Message) = (ImportState.Stopped, why);
}

/// <summary>How files with the same headings are read: what somebody confirmed, for the next release (I16).</summary>
public sealed class RememberedReading : Record
{
    private RememberedReading() { }

    /// <summary>Remembers a reading.</summary>
    /// <param name="headings">SHA-256 of the headings, lower-case hex.</param>
    /// <param name="reading">As JSON.</param>
    public RememberedReading(string headings, string reading) => (Headings, Reading) = (headings, reading);

    /// <summary>SHA-256 of the headings.</summary>
    public string Headings { get; private set; } = "";

    /// <summary>As JSON.</summary>
    public string Reading { get; private set; } = "";

    /// <summary>Takes another in its place.</summary>
    public void Becomes(string reading) => Reading = reading;
}
