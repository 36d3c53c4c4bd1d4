namespace Goldthread.Domain.Dataset;

/// <summary>Which way an indicator moves when things get better for children.</summary>
public enum Polarity
{
    /// <summary>Neither way is good or bad in itself, such as the number of contacts.</summary>
    Neutral,

    /// <summary>A higher figure is better.</summary>
    HighIsGood,

    /// <summary>A lower figure is better.</summary>
    LowIsGood,
}
